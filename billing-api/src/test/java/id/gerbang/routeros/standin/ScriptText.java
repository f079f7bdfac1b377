package id.gerbang.routeros.standin;

/** The text of a script, how far it is read, and in which menu that is. */
final class ScriptText {

  private final String text;

  /** The next character to read. */
  int pos;

  /** The menu that a command would be in here. */
  String menu = "";

  ScriptText(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return pos >= text.length();
  }

  /** The next character; a line that ends in a backslash goes on in the next one. */
  char peek() {
    while (pos + 1 < text.length()
        && text.charAt(pos) == '\\'
        && "\r\n".indexOf(text.charAt(pos + 1)) >= 0) {
      pos = text.indexOf('\n', pos) + 1;
      while (pos < text.length() && " \t".indexOf(text.charAt(pos)) >= 0) {
        pos++;
      }
    }
    return pos < text.length() ? text.charAt(pos) : '\n';
  }

  /** Whether the command ends here. */
  boolean ends() {
    return pos >= text.length() || "\r\n;)]}".indexOf(peek()) >= 0;
  }

  void skipBlanks() {
    while (pos < text.length() && " \t".indexOf(peek()) >= 0) {
      pos++;
    }
  }

  void skipSeparators() {
    while (pos < text.length()) {
      if (" \t\r\n;".indexOf(peek()) >= 0) {
        pos++;
      } else if (peek() == '#') {
        int end = text.indexOf('\n', pos);
        pos = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  Script.Bad bad(String message, int where) {
    int line = 1;
    int begun = 0;
    for (int i = 0; i < Math.min(where, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        begun = i + 1;
      }
    }
    return new Script.Bad(message, line, where - begun + 1);
  }

  void expect(char wanted) {
    if (pos >= text.length() || peek() != wanted) {
      throw bad("expected " + wanted, pos);
    }
    pos++;
  }

  /** Letters, digits, hyphens, underscores and these. */
  String word(String extra) {
    peek();
    StringBuilder word = new StringBuilder();
    while (pos < text.length()
        && (Character.isLetterOrDigit(peek()) || ("-_" + extra).indexOf(peek()) >= 0)) {
      word.append(peek());
      pos++;
    }
    return word.toString();
  }

  /** Whether these characters come next. */
  boolean isNext(String operator) {
    peek();
    return text.startsWith(operator, pos);
  }

  /** Reads these characters if they come next. */
  boolean takes(String operator) {
    if (!isNext(operator)) {
      return false;
    }
    pos += operator.length();
    return true;
  }

  /** What a backslash stands for, here. */
  char escaped() {
    int where = pos;
    pos++;
    char kind = pos < text.length() ? text.charAt(pos) : ' ';
    int at = "\"\\$?nrt_abfv".indexOf(kind);
    if (at >= 0) {
      pos++;
      return "\"\\$?\n\r\t \7\b\f\13".charAt(at);
    }
    String hex = text.substring(pos, Math.min(pos + 2, text.length()));
    if (!hex.matches("[0-9A-F]{2}")) {
      throw bad("invalid escape sequence", where);
    }
    pos += 2;
    return (char) Integer.parseInt(hex, 16);
  }
}
