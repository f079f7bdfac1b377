package id.gerbang.billing.router;

import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a router told of itself in one look. A menu that is not in {@code told} is not known, which
 * is another thing than an empty one.
 *
 * @param forbidden what its user may not read
 * @param failure what kept it from telling all; null: nothing did
 * @param clockAt our time when it told its own
 */
record RouterReading(
    Map<Menu, List<Row>> told,
    Set<Menu> forbidden,
    @Nullable RouterOsException failure,
    Instant clockAt) {

  /** What is read, the most telling first: what no time is left for is not known. */
  enum Menu {
    RESOURCE("/system/resource", "version", "board-name", "uptime"),
    CLOCK("/system/clock", "date", "time", "gmt-offset"),
    USER("/user", "name", "group"),
    GROUP("/user/group", "name", "policy"),
    SIGNED_IN("/user/active", "name", "address"),
    RADIUS("/radius", "service", "address", "secret", "timeout", "disabled", "comment"),
    INCOMING("/radius/incoming", "accept", "port"),
    AAA("/ppp/aaa", "use-radius", "accounting", "interim-update"),
    LICENCE("/system/license", "nlevel", "level"),
    ADDRESSES("/ip/address", "address"),
    POOLS("/ip/pool", "name"),
    SECRETS("/ppp/secret", "name", "service", "disabled");

    private final String path;
    private final List<String> properties;

    Menu(String path, String... properties) {
      this.path = path;
      this.properties = List.of(properties);
    }

    String path() {
      return path;
    }

    List<String> properties() {
      return properties;
    }
  }

  RouterReading {
    told = Map.copyOf(told);
    forbidden = Set.copyOf(forbidden);
  }

  /** Of a router that nobody could ask. */
  static RouterReading none(Instant now) {
    return new RouterReading(Map.of(), Set.of(), null, now);
  }

  Optional<List<Row>> rows(Menu menu) {
    return Optional.ofNullable(told.get(menu));
  }

  /** The one row of a menu of settings. */
  Optional<Row> row(Menu menu) {
    return rows(menu).flatMap(rows -> rows.stream().findFirst());
  }

  /** Of RouterOS, as the router words it. */
  Optional<String> version() {
    return row(Menu.RESOURCE).flatMap(row -> row.get("version"));
  }

  /** Its level: of RouterBOARD and x86 a number, of a CHR a word. */
  Optional<String> licence() {
    return row(Menu.LICENCE)
        .flatMap(row -> row.get("nlevel").or(() -> row.get("level")))
        .filter(level -> !level.isBlank());
  }

  /** Whether it let us in. */
  boolean answered() {
    return !told.isEmpty() || !forbidden.isEmpty();
  }
}
