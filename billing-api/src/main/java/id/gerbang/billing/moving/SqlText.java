package id.gerbang.billing.moving;

import id.gerbang.billing.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The text of a dump, read from its beginning on. What means something is ASCII in every charset,
 * so it is read by its octets.
 */
final class SqlText {

  /** A value that is none. */
  static final String NULL = "\0null";

  private final String text;
  private int at;

  /** In MySQL, and in a PostgreSQL that says so. */
  private boolean escapes = true;

  SqlText(byte[] dump) {
    text = new String(dump, StandardCharsets.ISO_8859_1);
  }

  boolean isLeft() {
    return at < text.length();
  }

  /** Whether values or names in parentheses are next. */
  boolean opens() {
    skip();
    return peek() == '(';
  }

  boolean takes(char mark) {
    skip();
    boolean next = peek() == mark;
    at += next ? 1 : 0;
    return next;
  }

  /** The rest of what sets whether a backslash in a text is itself. */
  void backslashes() {
    int from = at;
    toEnd();
    escapes = !text.substring(from, at).contains("on");
  }

  void toNextLine() {
    at = after("\n");
  }

  /** What is left of a line. */
  String line() {
    int from = at;
    toNextLine();
    return text.substring(from, at).replaceFirst("\r?\n?$", "");
  }

  /** To the next column of a table; false: there is none. */
  boolean toNext() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        quoted();
        continue;
      }
      at++;
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth-- == 0) {
        return false;
      } else if (c == ',' && depth == 0) {
        return true;
      }
    }
    throw Problem.unprocessable("content", "ends within a table");
  }

  /** What a value of a COPY is. */
  static String copied(String value) {
    if (value.equals("\\N")) {
      return NULL;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean escaped = c == '\\' && i + 1 < value.length();
      plain.append(escaped ? meant(value.charAt(++i)) : c);
    }
    return plain.toString();
  }

  /** Values or names in parentheses. */
  List<String> list() {
    List<String> values = new ArrayList<>();
    at++;
    while (at < text.length()) {
      skip();
      char c = peek();
      if (c == ')') {
        at++;
        return values;
      }
      if (c == ',') {
        at++;
      } else if (c == '\'' || c == '"' || c == '`') {
        values.add(quoted());
      } else {
        values.add(bare());
      }
    }
    throw Problem.unprocessable("content", "ends within a row");
  }

  private String bare() {
    int from = at;
    while (at < text.length() && ",)".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String value = text.substring(from, at).strip();
    return value.equalsIgnoreCase("null") ? NULL : value;
  }

  /** A mark within is doubled, or in MySQL behind a backslash. */
  private String quoted() {
    char mark = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == mark) {
        if (at >= text.length() || text.charAt(at) != mark) {
          return value.toString();
        }
        at++;
      } else if (c == '\\' && mark == '\'' && escapes && at < text.length()) {
        c = meant(text.charAt(at++));
      }
      value.append(c);
    }
    throw Problem.unprocessable("content", "ends within a text");
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> '\0';
      default -> escaped;
    };
  }

  /** A name or keyword in lower case, as far as it is one. */
  String word() {
    skip();
    StringBuilder word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '`' || c == '"') {
        word.append(quoted());
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '.') {
        word.append(c);
        at++;
      } else {
        break;
      }
    }
    return word.toString().toLowerCase(Locale.ROOT);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** Blanks and remarks; what MySQL alone runs within one is a remark too. */
  private void skip() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("--", at) || text.charAt(at) == '#') {
        at = after("\n");
      } else if (text.startsWith("/*", at)) {
        at = after("*/");
      } else {
        return;
      }
    }
  }

  private int after(String end) {
    int found = text.indexOf(end, at);
    return found < 0 ? text.length() : found + end.length();
  }

  void toEnd() {
    while (at < text.length()) {
      skip();
      char c = peek();
      if (c == '\'' || c == '"' || c == '`') {
        quoted();
      } else {
        at++;
        if (c == ';') {
          return;
        }
      }
    }
  }
}
