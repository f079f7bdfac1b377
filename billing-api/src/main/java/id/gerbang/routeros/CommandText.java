package id.gerbang.routeros;

import java.util.regex.Pattern;

/** Values as RouterOS's command line and scripts read them, v6.49 and v7. */
public final class CommandText {

  /** What needs no quotes; the rest is quoted. */
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/,-]*");

  private CommandText() {}

  public static String value(String text) {
    return BARE.matcher(text).matches() ? text : quoted(text);
  }

  /**
   * A string of the RouterOS script language. Besides quote, backslash and dollar the question mark
   * is escaped, by its code: a v6 terminal takes it for a request for help when the text is pasted.
   * So are control characters, such as the end of a line, which would end the command too.
   */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\', '$' -> quoted.append('\\').append(c);
        case '?' -> quoted.append("\\3F");
        default -> {
          if (c < ' ') {
            quoted.append(String.format("\\%02X", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
