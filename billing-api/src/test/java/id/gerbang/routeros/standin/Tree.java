package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The rows of all menus of one router, and what a router checks when one is added, set or removed.
 */
final class Tree {

  private static final Random RANDOM = new Random();
  private static final AtomicInteger MADE_MACS = new AtomicInteger();
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

  private List<Row> table(Schema.Menu menu) {
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

  private Row create(Schema.Menu menu) {
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

  Row add(Schema.Menu menu, Map<String, String> typed, boolean api) {
    Map<String, String> given = new LinkedHashMap<>(typed);
    String before = given.remove("place-before");
    if (before != null && !menu.flags().contains("ordered")) {
      throw unknown("place-before");
    }
    Row row = create(menu);
    given.forEach((property, value) -> assign(row, menu, property, value));
    requireAll(row, api);
    nameByDefault(row);
    burnMac(row);
    makeKey(row);
    requireUnique(row);
    List<Row> table = table(menu);
    table.add(before == null ? table.size() : table.indexOf(find(menu, before).get(0)), row);
    return row;
  }

  void set(Schema.Menu menu, List<Row> rows, Map<String, String> typed) {
    for (Row row : rows) {
      if (row.isDynamic()) {
        throw Refusal.failure("can not change dynamic item");
      }
      Map<String, String> old = new LinkedHashMap<>(row.values);
      String oldName = row.name();
      try {
        typed.forEach((property, value) -> assign(row, menu, property, value));
        requireAll(row, true);
        requireUnique(row);
      } catch (Refusal refused) {
        row.values.clear();
        row.values.putAll(old);
        throw refused;
      }
      if (!row.name().equals(oldName)) {
        replaceReferences(row.menu, oldName, row.name());
      }
    }
  }

  void unset(Row row, String property) {
    Schema.Property known = row.menu.properties().get(property);
    if (known == null || !known.is("unset")) {
      throw unknown(property);
    }
    assign(row, row.menu, property, "");
  }

  void remove(List<Row> rows) {
    for (Row row : rows) {
      if (row.isDynamic()) {
        throw Refusal.failure("can not remove dynamic item");
      }
      if (row.is("default")) {
        throw Refusal.failure("can not remove default item");
      }
      if (!isCreated(row.menu)) {
        throw new Refusal(Refusal.MISSING, "no such command");
      }
    }
    rows.forEach(this::drop);
  }

  private static boolean isCreated(Schema.Menu menu) {
    return menu.kind() == Schema.Kind.LIST;
  }

  private void drop(Row row) {
    table(row.menu).remove(row);
    replaceReferences(row.menu, row.name(), row.id());
  }

  /** Takes away a dynamic row. */
  void end(Row row) {
    drop(row);
  }

  void move(Schema.Menu menu, List<Row> rows, Optional<Row> before) {
    List<Row> table = table(menu);
    table.removeAll(rows);
    table.addAll(before.map(table::indexOf).orElse(table.size()), rows);
  }

  private void assign(Row row, Schema.Menu menu, String name, String typed) {
    Schema.Property property = menu.properties().get(name);
    if (property == null || !property.settable()) {
      throw unknown(name);
    }
    if (typed.isEmpty() && property.is("unset")) {
      if (property.byDefault() == null) {
        row.values.remove(name);
      } else {
        row.values.put(name, "");
      }
      return;
    }
    boolean negated = property.is("negate") && typed.startsWith("!");
    if (typed.isEmpty() && "".equals(property.byDefault())) {
      row.values.put(name, "");
      return;
    }
    String value = property.type().read(name, negated ? typed.substring(1) : typed, this::nameOf);
    row.values.put(name, negated ? "!" + value : value);
  }

  private static Refusal unknown(String property) {
    return new Refusal(Refusal.NO_CATEGORY, "unknown parameter " + property);
  }

  private static void requireAll(Row row, boolean api) {
    List<String> missing =
        row.menu.properties().values().stream()
            .filter(property -> property.is("required"))
            .map(Schema.Property::name)
            .filter(property -> row.get(property).isEmpty())
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    throw new Refusal(
        Refusal.NO_CATEGORY,
        api
            ? "missing =" + missing.get(0) + "="
            : "missing value(s) of argument(s) " + String.join(" ", missing));
  }

  /** A row without a name gets the first free one: `eoip-tunnel1`, `eoip-tunnel2`. */
  private void nameByDefault(Row row) {
    String property = row.menu.nameProperty().orElse("");
    String first = row.get(property);
    if (row.values.containsKey(property) || !first.matches(".*\\d")) {
      return;
    }
    String stem = first.replaceFirst("\\d+$", "");
    int number = 1;
    while (isTaken(row, property, stem + number)) {
      number++;
    }
    row.values.put(property, stem + number);
  }

  /** An interface that needs a MAC and was given none makes one up, unlike any other. */
  private static void burnMac(Row row) {
    if (List.of("/interface/eoip", "/interface/bridge", "/interface/vlan").contains(row.menu.path())
        && row.get("mac-address").isEmpty()) {
      int number = MADE_MACS.incrementAndGet();
      String mac =
          String.format(
              "FE:00:%02X:%02X:%02X:%02X",
              number >> 24 & 255, number >> 16 & 255, number >> 8 & 255, number & 255);
      (row.menu.path().equals("/interface/eoip") ? row.values : row.state).put("mac-address", mac);
    }
  }

  /** A WireGuard interface makes its own key pair; what is told of it is the public half. */
  private static void makeKey(Row row) {
    if (row.menu.path().equals("/interface/wireguard")) {
      byte[] key = new byte[32];
      RANDOM.nextBytes(key);
      row.state.put("public-key", Base64.getEncoder().encodeToString(key));
    }
  }

  private boolean isTaken(Row row, String property, String value) {
    return table(row.menu).stream()
        .anyMatch(other -> other != row && other.get(property).equals(value));
  }

  private void requireUnique(Row row) {
    if (row.menu.table().equals("/interface") && isTaken(row, "name", row.name())) {
      throw Refusal.failure("already have interface with such name");
    }
    for (Schema.Unique unique : row.menu.unique()) {
      for (Row other : rows(row.menu)) {
        if (other != row
            && unique.properties().stream().allMatch(p -> other.get(p).equals(row.get(p)))) {
          throw Refusal.failure(unique.message());
        }
      }
    }
  }

  private void replaceReferences(Schema.Menu menu, String old, String now) {
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
