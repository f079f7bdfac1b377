package id.gerbang.routeros.standin;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a router checks when somebody adds, sets or removes a row, and what it makes up for a new
 * one.
 */
final class Edits {

  private static final Random RANDOM = new Random();
  private static final AtomicInteger MADE_MACS = new AtomicInteger();

  private final Tree tree;

  Edits(Tree tree) {
    this.tree = tree;
  }

  Row add(Schema.Menu menu, Map<String, String> typed, boolean api) {
    Map<String, String> given = new LinkedHashMap<>(typed);
    String before = given.remove("place-before");
    if (before != null && !menu.flags().contains("ordered")) {
      throw unknown("place-before");
    }
    Row row = tree.create(menu);
    given.forEach((property, value) -> assign(row, menu, property, value));
    requireAll(row, api);
    nameByDefault(row);
    burnMac(row);
    makeKey(row);
    requireUnique(row);
    List<Row> table = tree.table(menu);
    table.add(before == null ? table.size() : table.indexOf(tree.find(menu, before).get(0)), row);
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
        tree.replaceReferences(row.menu, oldName, row.name());
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
    rows.forEach(tree::drop);
  }

  private static boolean isCreated(Schema.Menu menu) {
    return menu.kind() == Schema.Kind.LIST;
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
    String value = property.type().read(name, negated ? typed.substring(1) : typed, tree::nameOf);
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
    return tree.table(row.menu).stream()
        .anyMatch(other -> other != row && other.get(property).equals(value));
  }

  private void requireUnique(Row row) {
    if (row.menu.table().equals("/interface") && isTaken(row, "name", row.name())) {
      throw Refusal.failure("already have interface with such name");
    }
    for (Schema.Unique unique : row.menu.unique()) {
      for (Row other : tree.rows(row.menu)) {
        if (other != row
            && unique.properties().stream().allMatch(p -> other.get(p).equals(row.get(p)))) {
          throw Refusal.failure(unique.message());
        }
      }
    }
  }
}
