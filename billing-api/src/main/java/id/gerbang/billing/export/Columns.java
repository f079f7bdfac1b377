package id.gerbang.billing.export;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.NoColumn;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.table.Cell;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What of a list's items stands in which column. A field is a column of its name; a field within a
 * field is {@code outer.inner}; money is its whole rupiah; a list of plain values is joined by
 * {@code "; "}; any other list, and whatever has no fixed fields, is its JSON.
 */
final class Columns {

  private static final ObjectMapper JSON = Json.mapper();
  private static final int DEEPEST = 4;

  private final List<Column> columns = new ArrayList<>();

  private record Column(List<String> path, boolean date) {

    String name() {
      return String.join(".", path);
    }
  }

  private Columns() {}

  /**
   * @param item the type of a list's items
   */
  static Columns of(Type item) {
    Columns columns = new Columns();
    columns.add(List.of(), JSON.constructType(item), DEEPEST);
    return columns;
  }

  private void add(List<String> path, JavaType type, int depth) {
    if (!type.getRawClass().isRecord() || type.hasRawClass(Money.class) || depth == 0) {
      columns.add(new Column(path, type.hasRawClass(LocalDate.class)));
      return;
    }
    for (BeanPropertyDefinition field :
        JSON.getSerializationConfig().introspect(type).findProperties()) {
      // Jackson lists getters too that it would not write without one of its annotations.
      if (field.getAccessor() != null && !field.getAccessor().hasAnnotation(NoColumn.class)) {
        List<String> deeper = new ArrayList<>(path);
        deeper.add(field.getName());
        add(List.copyOf(deeper), field.getAccessor().getType(), depth - 1);
      }
    }
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  List<Cell> row(Object item) {
    JsonNode json = JSON.valueToTree(item);
    return columns.stream().map(column -> cell(json, column)).toList();
  }

  private static Cell cell(JsonNode item, Column column) {
    JsonNode value = item;
    for (String name : column.path()) {
      value = value.path(name);
    }
    if (value.isMissingNode() || value.isNull()) {
      return Cell.EMPTY;
    }
    if (column.date()) {
      return Cell.date(value.asText());
    }
    if (value.isNumber()) {
      return Cell.number(value.asText());
    }
    if (isMoney(value)) {
      return Cell.number(value.path("amount").asText());
    }
    return Cell.text(text(value));
  }

  private static boolean isMoney(JsonNode value) {
    return value.size() == 2 && value.has("amount") && value.has("currency");
  }

  private static String text(JsonNode value) {
    if (value.isArray() && plain(value)) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining("; "));
    }
    if (value instanceof POJONode raw && raw.getPojo() instanceof RawValue written) {
      return String.valueOf(written.rawValue());
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static boolean plain(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isValueNode);
  }
}
