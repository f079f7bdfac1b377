package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The rows of all menus of one router. */
final class Tree {

  private static final long DYNAMIC_SESSIONS = 0x800000;

  private static final Map<String, String> INTERFACE_TYPES =
      Map.of(
          "/interface/ethernet", "ether",
          "/interface/sstp-client", "sstp-out",
          "/interface/sstp-server", "sstp-in",
          "/interface/l2tp-client", "l2tp-out",
          "/interface/pppoe-server", "pppoe-in",
          "/interface/wireguard", "wg");

  private final Schema schema;
  private final Map<String, List<Row>> tables = new HashMap<>();
  private final Map<String, Long> lastIds = new HashMap<>();
  private long base;

  Tree(Schema schema) {
    this.schema = schema;
    for (Schema.Menu menu : schema.all()) {
      if (menu.isSingle()) {
        put(menu.path(), Map.of());
      }
    }
  }

  Schema schema() {
    return schema;
  }

  List<Row> table(Schema.Menu menu) {
    return tables.computeIfAbsent(menu.table(), table -> new ArrayList<>());
  }

  List<Row> rows(Schema.Menu menu) {
    return table(menu).stream()
        .filter(row -> row.menu == menu || menu.path().equals("/interface"))
        .toList();
  }

  List<Row> rows(String path) {
    return schema.find(path).map(this::rows).orElse(List.of());
  }

  Row single(String path) {
    return rows(path).get(0);
  }

  Optional<Row> named(String path, String name) {
    return rows(path).stream().filter(row -> row.name().equals(name)).findFirst();
  }

  Optional<String> nameOf(String path, String nameOrId) {
    return rows(path).stream()
        .filter(row -> row.name().equals(nameOrId) || row.id().equals(nameOrId))
        .map(Row::name)
        .findFirst();
  }

  Row create(Schema.Menu menu) {
    long first = menu.path().equals("/ppp/active") ? DYNAMIC_SESSIONS : 0;
    long number = lastIds.merge(menu.table(), first + base + 1, (last, one) -> last + 1);
    Row row = new Row(menu, number);
    if (menu.table().equals("/interface")) {
      row.state.put("type", INTERFACE_TYPES.getOrDefault(menu.path(), menu.path().substring(11)));
    }
    return row;
  }

  /** A row that the router has by itself: nothing is checked. */
  Row put(String path, Map<String, String> values) {
    Row row = create(schema.get(path));
    row.values.putAll(values);
    table(row.menu).add(row);
    return row;
  }

  /** Takes away a row, and its name from those that named it. */
  void drop(Row row) {
    table(row.menu).remove(row);
    replaceReferences(row.menu, row.name(), row.id());
  }

  void move(Schema.Menu menu, List<Row> rows, Optional<Row> before) {
    List<Row> table = table(menu);
    table.removeAll(rows);
    table.addAll(before.map(table::indexOf).orElse(table.size()), rows);
  }

  void replaceReferences(Schema.Menu menu, String old, String now) {
    if (old.isEmpty()) {
      return;
    }
    for (List<Row> table : tables.values()) {
      for (Row row : table) {
        for (Schema.Property property : row.menu.properties().values()) {
          String value = row.values.get(property.name());
          if (value != null && property.names(menu)) {
            row.values.put(property.name(), replaced(value, old, now));
          }
        }
      }
    }
  }

  private static String replaced(String list, String old, String now) {
    return String.join(
        ",", Arrays.stream(list.split(",", -1)).map(one -> one.equals(old) ? now : one).toList());
  }

  /** The rows that `numbers` mean: ids, names, or places in the order that print has. */
  List<Row> find(Schema.Menu menu, String numbers) {
    List<Row> rows = rows(menu);
    List<Row> found = new ArrayList<>();
    for (String one : numbers.split(",", -1)) {
      found.add(
          rows.stream()
              .filter(row -> row.id().equals(one) || (!one.isEmpty() && row.name().equals(one)))
              .findFirst()
              .or(() -> atPlace(rows, one))
              .orElseThrow(Refusal::noSuchItem));
    }
    return found;
  }

  private static Optional<Row> atPlace(List<Row> rows, String place) {
    return place.matches("\\d{1,6}") && Integer.parseInt(place) < rows.size()
        ? Optional.of(rows.get(Integer.parseInt(place)))
        : Optional.empty();
  }

  /** The dynamic rows of this owner become these, by their keys: what stays keeps its id. */
  void derive(String path, String owner, Map<String, Map<String, String>> wanted) {
    Optional<Schema.Menu> menu = schema.find(path);
    if (menu.isEmpty()) {
      return;
    }
    Map<String, Row> there = new HashMap<>();
    for (Row row : rows(menu.get())) {
      if (owner.equals(row.owner)) {
        there.put(Objects.requireNonNull(row.key), row);
      }
    }
    there.forEach(
        (key, row) -> {
          if (!wanted.containsKey(key)) {
            drop(row);
          }
        });
    wanted.forEach(
        (key, values) -> {
          Row row = there.get(key);
          if (row == null) {
            row = put(path, Map.of());
            row.owner = owner;
            row.key = key;
          }
          row.values.clear();
          row.values.putAll(values);
        });
  }

  /** A row as print has it. */
  Map<String, String> view(Schema.Menu menu, Row row, boolean more) {
    Map<String, String> view = new LinkedHashMap<>();
    if (!menu.isSingle()) {
      view.put(".id", row.id());
    }
    for (Schema.Property property : menu.properties().values()) {
      if (property.is("hidden") || (!more && (property.is("stats") || property.is("detail")))) {
        continue;
      }
      row.find(property.name())
          .filter(value -> !value.isEmpty() || !property.is("unset"))
          .ifPresent(value -> view.put(property.name(), value));
    }
    if (menu.properties().containsKey("dynamic")) {
      view.put("dynamic", Boolean.toString(row.isDynamic()));
    }
    return view;
  }

  /** A reboot: the rows stay and their ids are other ones; what was dynamic is made anew. */
  void reboot() {
    base += 0x10;
    lastIds.clear();
    for (List<Row> table : tables.values()) {
      table.removeIf(Row::isDynamic);
      for (Row row : table) {
        row.renumber(lastIds.merge(row.menu.table(), base + 1, (last, one) -> last + 1));
      }
    }
  }
}
