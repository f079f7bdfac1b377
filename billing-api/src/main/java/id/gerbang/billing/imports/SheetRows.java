package id.gerbang.billing.imports;

import id.gerbang.billing.http.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The rows of a sheet, its numbers as plain digits: days are numbers of days, as Excel has them.
 */
final class SheetRows extends DefaultHandler {

  private final List<String> shared;
  private final Sheet.Builder rows;
  private final List<String> cells = new ArrayList<>();
  private final CellText text = new CellText();
  private String type = "";
  private int row;
  private int column;

  SheetRows(List<String> shared, Sheet.Bounds bounds) {
    this.shared = shared;
    rows = new Sheet.Builder(bounds);
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    text.start(name);
    if (name.equals("row")) {
      row = number(attributes.getValue("r"), row + 1);
      column = 0;
      cells.clear();
    } else if (name.equals("c")) {
      String reference = attributes.getValue("r");
      column = reference == null ? column + 1 : column(reference);
      type = Objects.requireNonNullElse(attributes.getValue("t"), "n");
      text.clear();
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    text.end(name);
    if (name.equals("c")) {
      put(value());
    } else if (name.equals("row")) {
      rows.row(row, List.copyOf(cells));
    }
  }

  @Override
  public void characters(char[] characters, int from, int length) {
    text.add(characters, from, length);
  }

  Sheet sheet() {
    return rows.sheet();
  }

  private void put(String value) {
    if (value.isBlank()) {
      return;
    }
    if (column > Sheet.MOST_COLUMNS) {
      throw Sheet.tooWide(row);
    }
    if (value.length() > Sheet.LONGEST_CELL) {
      throw Sheet.tooLong(row);
    }
    while (cells.size() < column) {
      cells.add("");
    }
    cells.set(column - 1, value);
  }

  private String value() {
    String written = text.text();
    if (written.isEmpty()) {
      return "";
    }
    return switch (type) {
      case "s" -> shared(written);
      case "n" -> plain(written);
      default -> written;
    };
  }

  private String shared(String index) {
    int at = number(index, -1);
    if (at < 0 || at >= shared.size()) {
      throw unreadable();
    }
    return shared.get(at);
  }

  /** A phone number is kept as 8.1234567891E10. */
  private String plain(String number) {
    if (number.length() > 40 || !number.matches("-?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]{1,2})?")) {
      throw unreadable();
    }
    try {
      BigDecimal value = new BigDecimal(number);
      return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      throw unreadable();
    }
  }

  private int number(@Nullable String written, int otherwise) {
    if (written == null) {
      return otherwise;
    }
    if (!written.matches("[0-9]{1,8}")) {
      throw unreadable();
    }
    return Integer.parseInt(written);
  }

  /** {@code B7} is the second. */
  private int column(String reference) {
    int column = 0;
    for (int i = 0; i < reference.length() && i < 3; i++) {
      char c = reference.charAt(i);
      if (c < 'A' || c > 'Z') {
        break;
      }
      column = column * 26 + c - 'A' + 1;
    }
    if (column == 0) {
      throw unreadable();
    }
    return column;
  }

  private Problem unreadable() {
    return Problem.unprocessable("content", "has a cell in row " + row + " that can't be read");
  }
}
