package id.gerbang.billing.moving;

import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Menus of a router, by their paths. A menu that is not there is not known, which over the API is
 * another thing than an empty one; an export leaves out what is empty.
 *
 * @param address of the router that was asked over its API, and told state and counters too; empty:
 *     an export, which has none
 */
record Menus(Map<String, List<Row>> rows, Optional<String> address) {

  Menus {
    rows = Map.copyOf(rows);
  }

  boolean live() {
    return address.isPresent();
  }

  boolean has(String menu) {
    return rows.containsKey(menu);
  }

  List<Row> of(String menu) {
    return rows.getOrDefault(menu, List.of());
  }

  /** The one row of a menu of settings. */
  Optional<Row> one(String menu) {
    return of(menu).stream().findFirst();
  }
}
