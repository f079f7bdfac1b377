package id.gerbang.billing.table;

/**
 * A cell: what it holds as text, and what that text is.
 *
 * @param text of a number without separators, of a date as {@code 2026-11-28}
 */
public record Cell(Kind kind, String text) {

  /** What a spreadsheet may do with it. */
  public enum Kind {
    EMPTY,
    TEXT,
    NUMBER,
    DATE
  }

  public static final Cell EMPTY = new Cell(Kind.EMPTY, "");

  public static Cell text(String text) {
    return new Cell(Kind.TEXT, text);
  }

  public static Cell number(String digits) {
    return new Cell(Kind.NUMBER, digits);
  }

  public static Cell date(String day) {
    return new Cell(Kind.DATE, day);
  }
}
