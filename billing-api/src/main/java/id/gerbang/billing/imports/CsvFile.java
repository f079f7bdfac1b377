package id.gerbang.billing.imports;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.imports.Sheet.Bounds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file by RFC 4180, and as spreadsheets really write it: with semicolons or tabs where the
 * comma is the decimal sign, in UTF-8 with or without its mark, in UTF-16 or in Windows' Latin.
 */
final class CsvFile {

  private static final String SEPARATORS = ",;\t";
  private static final char MARK = '\uFEFF';
  private static final int END = -1;

  private final String text;
  private final Bounds bounds;
  private final char separator;
  private final StringBuilder cell = new StringBuilder();
  private int at;
  private int row = 1;

  private CsvFile(String text, Bounds bounds) {
    this.text = text;
    this.bounds = bounds;
    String first = text.lines().findFirst().orElse("");
    // Excel's own first line, which says the separator and is no row of its sheet.
    if (first.matches("(?i)sep=[,;\t]")) {
      separator = first.charAt(first.length() - 1);
      at =
          Math.min(
              first.length() + (text.startsWith("\r\n", first.length()) ? 2 : 1), text.length());
    } else {
      separator = likeliest(text);
    }
  }

  static Sheet read(byte[] file, Bounds bounds) {
    return new CsvFile(decoded(file), bounds).sheet();
  }

  private Sheet sheet() {
    Sheet.Builder rows = new Sheet.Builder(bounds);
    while (at < text.length()) {
      rows.row(row, record());
      row++;
    }
    return rows.sheet();
  }

  private List<String> record() {
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(cell());
      if (cells.size() > Sheet.MOST_COLUMNS) {
        throw Sheet.tooWide(row);
      }
      int ended = next();
      if (ended == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      if (ended != separator) {
        return cells;
      }
    }
  }

  /** Up to what ends it, which is left to be read. */
  private String cell() {
    cell.setLength(0);
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
      quoted();
    }
    while (at < text.length() && !ends(text.charAt(at))) {
      append(text.charAt(at++));
    }
    return cell.toString();
  }

  private void quoted() {
    while (true) {
      int c = next();
      if (c == END) {
        throw Problem.unprocessable(
            "content", "has a quotation mark in row " + row + " that nothing closes");
      }
      if (c == '"') {
        if (at >= text.length() || text.charAt(at) != '"') {
          return;
        }
        at++;
      }
      append((char) c);
    }
  }

  private void append(char c) {
    if (cell.length() == Sheet.LONGEST_CELL) {
      throw Sheet.tooLong(row);
    }
    cell.append(c);
  }

  private boolean ends(char c) {
    return c == separator || c == '\n' || c == '\r';
  }

  private int next() {
    return at < text.length() ? text.charAt(at++) : END;
  }

  /** What stands most often between the headings. */
  private static char likeliest(String text) {
    int[] found = new int[SEPARATORS.length()];
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        break;
      } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
        found[SEPARATORS.indexOf(c)]++;
      }
    }
    int most = 0;
    for (int i = 1; i < found.length; i++) {
      most = found[i] > found[most] ? i : most;
    }
    return SEPARATORS.charAt(most);
  }

  private static String decoded(byte[] file) {
    if (file.length >= 2 && (file[0] & 0xff) + (file[1] & 0xff) == 0xfe + 0xff) {
      return new String(file, StandardCharsets.UTF_16);
    }
    try {
      String utf8 = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return !utf8.isEmpty() && utf8.charAt(0) == MARK ? utf8.substring(1) : utf8;
    } catch (CharacterCodingException windows) {
      return new String(file, Charset.forName("windows-1252"));
    }
  }
}
