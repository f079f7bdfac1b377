package id.gerbang.billing.router;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.RouterOsVersion;
import id.gerbang.routeros.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the settings by which the router works with RADIUS are right, its clock among them. */
final class SettingChecks {

  /** Beyond this Event-Timestamp and usage by day suffer: routeros-provisioning, section 1.3. */
  private static final Duration CLOCK_MAY_BE_OFF = Duration.ofSeconds(60);

  /** RFC 2869 §5.16: never under a minute. Silence of 16.5 min may be a session's end. */
  private static final Duration SHORTEST_INTERIM = Duration.ofMinutes(1);

  private static final Duration LONGEST_INTERIM = Duration.ofMinutes(10);

  private final RouterReading reading;
  private final KnownRouter known;
  private final CheckWords words;

  SettingChecks(RouterReading reading, KnownRouter known, CheckWords words) {
    this.reading = reading;
    this.known = known;
    this.words = words;
  }

  RouterCheck clock() {
    Optional<Instant> told = reading.row(Menu.CLOCK).flatMap(RouterTimes::clock);
    if (told.isEmpty()) {
      return words.notTold("clock");
    }
    Duration off = Duration.between(reading.clockAt(), told.get());
    if (off.abs().compareTo(CLOCK_MAY_BE_OFF) <= 0) {
      return words.pass("clock", "clock.right");
    }
    return words.fail(
        "clock",
        off.isNegative() ? "clock.behind" : "clock.ahead",
        RouterRepairs.ntp(isVersion6()),
        CheckWords.seconds(off.abs()));
  }

  RouterCheck incoming() {
    Optional<Row> told = reading.row(Menu.INCOMING);
    if (told.isEmpty()) {
      return words.notTold("incoming");
    }
    String port = Integer.toString(known.router().coaPort());
    String said = told.get().get("port").orElse("?");
    RouterRepair repair = RouterRepairs.incoming(known.router().coaPort());
    if (!told.get().isTrue("accept")) {
      return words.fail("incoming", "incoming.off", repair);
    }
    return said.equals(port)
        ? words.pass("incoming", "incoming.on", port)
        : words.fail("incoming", "incoming.port", repair, said, port);
  }

  RouterCheck useRadius() {
    Optional<Row> told = reading.row(Menu.AAA);
    if (told.isEmpty()) {
      return words.notTold("use_radius");
    }
    if (!told.get().isTrue("use-radius")) {
      return words.fail("use_radius", "use_radius.off", RouterRepairs.useRadius());
    }
    return told.get().isTrue("accounting")
        ? words.pass("use_radius", "use_radius.on")
        : words.fail("use_radius", "use_radius.no_accounting", RouterRepairs.useRadius());
  }

  RouterCheck interim() {
    Optional<Duration> told =
        reading
            .row(Menu.AAA)
            .flatMap(row -> row.get("interim-update"))
            .flatMap(RouterTimes::duration);
    if (told.isEmpty()) {
      return words.notTold("interim");
    }
    boolean right =
        told.get().compareTo(SHORTEST_INTERIM) >= 0 && told.get().compareTo(LONGEST_INTERIM) <= 0;
    return right
        ? words.pass("interim", "interim.right", CheckWords.seconds(told.get()))
        : words.fail(
            "interim", "interim.wrong", RouterRepairs.interim(), CheckWords.seconds(told.get()));
  }

  private boolean isVersion6() {
    return reading
        .version()
        .flatMap(RouterOsVersion::parse)
        .filter(version -> version.major() < 7)
        .isPresent();
  }
}
