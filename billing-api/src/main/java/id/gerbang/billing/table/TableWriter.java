package id.gerbang.billing.table;

import java.io.IOException;
import java.util.List;

/**
 * Writes a table row by row and keeps none of it. What is not finished is no whole file, and a
 * reader sees that it is none.
 */
public interface TableWriter {

  /** The names of the columns, before any row. */
  void head(List<String> names) throws IOException;

  void row(List<Cell> cells) throws IOException;

  /** After the last row; the stream below stays open. */
  void finish() throws IOException;
}
