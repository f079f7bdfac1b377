package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time as a request says it: an instant, or a day, which begins at midnight of the ISP's zone.
 */
final class When {

  private When() {}

  /** Notes what is wrong with it, and is absent then. */
  static Optional<Instant> read(String text, String field, ZoneId zone, Checks checks) {
    try {
      return Optional.of(
          text.length() == "2026-11-22".length()
              ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
              : Instant.parse(text));
    } catch (DateTimeParseException e) {
      checks.that(
          false, field, "is a day such as 2026-11-22, or a time such as 2026-11-22T10:00:00Z");
      return Optional.empty();
    }
  }

  /** The same, of a time to come within two years; absent where nothing is said. */
  static Optional<Instant> future(
      @Nullable String text, String field, ZoneId zone, Instant now, Checks checks) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Instant> at = read(text, field, zone, checks);
    at.ifPresent(
        it -> {
          checks.that(it.isAfter(now), field, "is in the past");
          checks.that(
              it.isBefore(now.atZone(zone).plusYears(2).toInstant()), field, "is years away");
        });
    return at;
  }
}
