package id.gerbang.billing.imports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a cell or of a shared string: its {@code t} elements one after the other, without
 * what only tells how it is pronounced.
 */
final class CellText {

  /** SpreadsheetML's own way to write what XML can't hold: part 1 §22.9.2.19 (ST_Xstring). */
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final StringBuilder text = new StringBuilder();
  private boolean within;
  private boolean pronounced;

  void clear() {
    text.setLength(0);
  }

  void start(String element) {
    within |= element.equals("t") || element.equals("v");
    pronounced |= element.equals("rPh");
  }

  void end(String element) {
    within &= !element.equals("t") && !element.equals("v");
    pronounced &= !element.equals("rPh");
  }

  /** One character more than fits is kept, so that whoever uses it sees that it does not fit. */
  void add(char[] characters, int from, int length) {
    if (within && !pronounced) {
      text.append(characters, from, Math.min(length, Sheet.LONGEST_CELL + 1 - text.length()));
    }
  }

  String text() {
    return ESCAPED
        .matcher(text)
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(it.group(1), 16))));
  }
}
