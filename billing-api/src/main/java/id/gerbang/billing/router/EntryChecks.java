package id.gerbang.billing.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.Row;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the router asks us by RADIUS: which entry is ours, and what stands in it. */
final class EntryChecks {

  /** A refusal takes 0.2 s, and old releases wait 0.3 s for it. */
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

  private static final String OURS = "gerbang";

  /** Three times the interim updates of a session. */
  private static final Duration LATELY = Duration.ofMinutes(15);

  private final RouterReading reading;
  private final KnownRouter known;
  private final CheckWords words;
  private final Optional<Row> ours;

  EntryChecks(RouterReading reading, KnownRouter known, CheckWords words) {
    this.reading = reading;
    this.known = known;
    this.words = words;
    this.ours = ourEntry();
  }

  RouterCheck radiusEntry() {
    if (reading.rows(Menu.RADIUS).isEmpty()) {
      return words.notTold("radius_entry");
    }
    if (ours.isPresent()) {
      Row entry = ours.get();
      String address = entry.get("address").orElse("");
      if (works(entry)) {
        return words.pass("radius_entry", "radius_entry.works", address);
      }
      List<String> services =
          Stream.concat(entry.words("service").stream(), Stream.of("ppp")).distinct().toList();
      return words.fail(
          "radius_entry", "radius_entry.off", RouterRepairs.useEntry(address, services), address);
    }
    List<String> others =
        reading.rows(Menu.RADIUS).orElseThrow().stream()
            .filter(EntryChecks::works)
            .map(row -> row.get("address").orElse(""))
            .toList();
    if (!others.isEmpty()) {
      return words.unknown(
          "radius_entry",
          "radius_entry.whose",
          RouterRepairs.markEntry(others.get(0)),
          String.join(", ", others));
    }
    return words.fail(
        "radius_entry",
        "radius_entry.none",
        RouterRepairs.addEntry(
            weComeFrom().stream().sorted().findFirst(),
            Optional.ofNullable(known.router().address()).filter(this::isOnRouter)));
  }

  RouterCheck radiusTimeout() {
    if (ours.isEmpty() && reading.rows(Menu.RADIUS).isPresent()) {
      return words.unknown("radius_timeout", "radius_timeout.no_entry", null);
    }
    Optional<Duration> timeout =
        ours.flatMap(row -> row.get("timeout")).flatMap(RouterTimes::duration);
    if (timeout.isEmpty()) {
      return words.notTold("radius_timeout");
    }
    String said = timeout.get().toMillis() + " ms";
    return timeout.get().compareTo(SHORTEST_TIMEOUT) >= 0
        ? words.pass("radius_timeout", "radius_timeout.long_enough", said)
        : words.fail(
            "radius_timeout",
            "radius_timeout.short",
            RouterRepairs.timeout(ours.orElseThrow().get("address").orElse("")),
            said);
  }

  /** By the entry, where its secret may be read; else by what radius heard last. */
  RouterCheck secret() {
    HeardRow heard = known.heard();
    Optional<String> wrong = heard.wrongSecretSinceProven().map(words::moment);
    RouterRepair repair = RouterRepairs.secret(ours.flatMap(row -> row.get("address")));
    Optional<String> told =
        ours.flatMap(row -> row.get("secret")).filter(secret -> !secret.matches("\\**"));
    if (told.isPresent()) {
      if (!MessageDigest.isEqual(told.get().getBytes(UTF_8), known.secret())) {
        return words.fail("secret", "secret.differs", repair);
      }
      return wrong
          .map(at -> words.pass("secret", "secret.same_since", at))
          .orElseGet(() -> words.pass("secret", "secret.same"));
    }
    if (wrong.isPresent()) {
      return words.fail(
          "secret",
          "secret.wrong_heard",
          repair,
          wrong.get(),
          Long.toString(heard.wrongSecretCount()));
    }
    return heard.provenAt() == null
        ? words.notTold("secret")
        : words.pass("secret", "secret.proven", words.moment(heard.provenAt()));
  }

  /**
   * Ours is the entry with our comment, or whose address is where the router sees us come from;
   * else the only one, if radius has lately heard this router by it.
   */
  private Optional<Row> ourEntry() {
    List<Row> entries = reading.rows(Menu.RADIUS).orElse(List.of());
    List<Row> named = entries.stream().filter(this::isOurs).toList();
    if (!named.isEmpty()) {
      return named.stream()
          .filter(EntryChecks::works)
          .findFirst()
          .or(() -> named.stream().findFirst());
    }
    List<Row> working = entries.stream().filter(EntryChecks::works).toList();
    Instant provenAt = known.heard().provenAt();
    return working.size() == 1
            && provenAt != null
            && provenAt.isAfter(reading.clockAt().minus(LATELY))
        ? Optional.of(working.get(0))
        : Optional.empty();
  }

  private boolean isOurs(Row entry) {
    String comment = entry.get("comment").orElse("").toLowerCase(Locale.ROOT);
    return comment.startsWith(OURS)
        || comment.startsWith("isp:radius:")
        || entry.get("address").filter(weComeFrom()::contains).isPresent();
  }

  private static boolean works(Row entry) {
    return !entry.isTrue("disabled") && entry.words("service").contains("ppp");
  }

  /** An address that others translate is none to send from. */
  private boolean isOnRouter(String address) {
    return reading.rows(Menu.ADDRESSES).orElse(List.of()).stream()
        .flatMap(row -> row.get("address").stream())
        .anyMatch(told -> told.equals(address) || told.startsWith(address + "/"));
  }

  private Set<String> weComeFrom() {
    return reading.rows(Menu.SIGNED_IN).orElse(List.of()).stream()
        .filter(row -> row.get("name").equals(Optional.of(known.user())))
        .flatMap(row -> row.get("address").stream())
        .filter(address -> !address.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
