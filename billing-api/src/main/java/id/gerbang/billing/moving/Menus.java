package id.gerbang.billing.moving;

import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Menus of a router, by their paths. A menu that is not there is not known, which over the API is
 * another thing than an empty one; an export leaves out what is empty.
 *
 * @param live over the API, with state and counters, which an export has not
 */
record Menus(Map<String, List<Row>> rows, boolean live) {

  Menus {
    rows = Map.copyOf(rows);
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
