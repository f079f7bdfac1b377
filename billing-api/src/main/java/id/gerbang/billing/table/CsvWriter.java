package id.gerbang.billing.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * CSV by RFC 4180, in UTF-8 with the byte order mark by which Excel knows it. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
public final class CsvWriter implements TableWriter {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Also in full width, which some spreadsheets read as the same. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final Writer out;

  public CsvWriter(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public void head(List<String> names) throws IOException {
    out.write(BYTE_ORDER_MARK);
    row(names.stream().map(Cell::text).toList());
  }

  @Override
  public void row(List<Cell> cells) throws IOException {
    String separator = "";
    for (Cell cell : cells) {
      out.write(separator);
      out.write(quoted(cell.kind() == Cell.Kind.TEXT ? harmless(cell.text()) : cell.text()));
      separator = ",";
    }
    out.write("\r\n");
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  /** The text itself, where no spreadsheet takes it for a formula. */
  static String harmless(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Semicolons too: Excel in Indonesian takes them for separators.
      if (c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r') {
        return '"' + text.replace("\"", "\"\"") + '"';
      }
    }
    return text;
  }
}
