package id.gerbang.billing.imports;

import id.gerbang.billing.http.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as headings and rows of texts, whichever format it came in. Empty rows are left out, but
 * counted, so that a number is the one that a spreadsheet shows.
 */
record Sheet(List<String> head, List<Line> lines) {

  /**
   * How much of a file is read.
   *
   * @param unpacked octets that a workbook may unpack to
   */
  record Bounds(int rows, long unpacked) {

    /** More in one request would hold the numbering of customers for long. */
    static final Bounds OF_REQUESTS = new Bounds(5_000, 64L << 20);

    static final Bounds OF_FILES = new Bounds(300_000, 1L << 30);
  }

  static final int MOST_COLUMNS = 100;
  static final int LONGEST_CELL = 10_000;

  /** One row. */
  record Line(int number, List<String> cells) {

    String cell(int column) {
      return column < cells.size() ? cells.get(column) : "";
    }
  }

  /** Takes rows one after the other; stops at what is too much. */
  static final class Builder {

    private final int mostRows;
    private final List<Line> lines = new ArrayList<>();

    Builder(Bounds bounds) {
      mostRows = bounds.rows();
    }

    void row(int number, List<String> cells) {
      if (cells.stream().allMatch(String::isBlank)) {
        return;
      }
      if (lines.size() > mostRows) {
        throw Problem.unprocessable(
            "content",
            "has more than "
                + mostRows
                + " rows: split it"
                + (mostRows == Bounds.OF_REQUESTS.rows()
                    ? ", or take it in with ./gerbang import csv"
                    : ""));
      }
      lines.add(new Line(number, cells.stream().map(String::strip).toList()));
    }

    Sheet sheet() {
      if (lines.size() < 2) {
        throw Problem.unprocessable("content", "has no rows below its headings");
      }
      return new Sheet(lines.get(0).cells(), List.copyOf(lines.subList(1, lines.size())));
    }
  }

  static Problem tooWide(int row) {
    return Problem.unprocessable(
        "content", "has more than " + MOST_COLUMNS + " columns in row " + row);
  }

  static Problem tooLong(int row) {
    return Problem.unprocessable(
        "content", "has a cell of more than " + LONGEST_CELL + " characters in row " + row);
  }
}
