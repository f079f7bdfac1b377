package id.gerbang.routeros.standin;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a script, how far it is read, and in which menu that is. */
final class ScriptText {

  private static final char OCTET = '\uE000';
  private static final Pattern OCTETS = Pattern.compile("[\uE080-\uE0FF]+");
  private static final Charset WINDOWS = Charset.forName("windows-1252");

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

  /**
   * What was read with octets of its own: a text of the router's is octets, {@code \C3\A9} the one
   * letter that they are in UTF-8, and in windows-1252 what is no UTF-8.
   */
  static String text(CharSequence read) {
    Matcher octets = OCTETS.matcher(read);
    return octets.replaceAll(
        run -> {
          byte[] bytes = new byte[run.group().length()];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) run.group().charAt(i);
          }
          String utf8 = new String(bytes, StandardCharsets.UTF_8);
          String text = utf8.indexOf('\uFFFD') < 0 ? utf8 : new String(bytes, WINDOWS);
          return Matcher.quoteReplacement(text);
        });
  }

  /** What a backslash stands for, here; an octet that is no ASCII as one for {@link #text}. */
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
    int octet = Integer.parseInt(hex, 16);
    return (char) (octet < 0x80 ? octet : OCTET + octet);
  }
}
