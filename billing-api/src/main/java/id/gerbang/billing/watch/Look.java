package id.gerbang.billing.watch;

import id.gerbang.billing.router.RouterTimes;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One look at a router. A menu is in it that was read to its end, with when its reading began; of
 * any other nothing is known, which is another thing than that it is empty. One thread.
 */
final class Look {

  /** All rows of a menu as of one time. */
  record Reading(Instant at, List<Row> rows) {}

  private final Clock clock;
  private final Instant at;
  private final Map<Menu, Reading> read = new EnumMap<>(Menu.class);
  private boolean answered;
  private @Nullable RouterOsException failure;

  Look(Clock clock) {
    this.clock = clock;
    this.at = clock.instant();
  }

  /** Reads what the router lets us read; ends where the connection does. */
  void at(RouterOs router) {
    for (Menu menu : Menu.values()) {
      Instant began = clock.instant();
      try {
        read.put(
            menu, new Reading(began, router.print(menu.path(), menu.properties(), menu.where())));
        answered = true;
      } catch (RouterOsException e) {
        failed(e);
        if (!e.kind().isOfOneCommand()) {
          return;
        }
        answered = true;
      }
    }
  }

  void failed(RouterOsException e) {
    if (failure == null) {
      failure = e;
    }
  }

  Instant at() {
    return at;
  }

  /** Whether the router let us in and said anything at all. */
  boolean reached() {
    return answered;
  }

  /** The first thing that kept it from telling all. */
  Optional<String> why() {
    return Optional.ofNullable(failure).map(RouterOsException::getMessage);
  }

  Optional<Reading> of(Menu menu) {
    return Optional.ofNullable(read.get(menu));
  }

  /** A property of a menu that has one row. */
  Optional<String> one(Menu menu, String property) {
    return of(menu)
        .flatMap(reading -> reading.rows().stream().findFirst())
        .flatMap(row -> row.get(property))
        .filter(text -> !text.isBlank());
  }

  Optional<Duration> uptime() {
    return one(Menu.RESOURCE, "uptime").flatMap(RouterTimes::duration);
  }

  Optional<Instant> bootedAt() {
    return of(Menu.RESOURCE).flatMap(reading -> uptime().map(reading.at()::minus));
  }
}
