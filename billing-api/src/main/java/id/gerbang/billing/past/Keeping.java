package id.gerbang.billing.past;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How long past sessions are kept, by the month in which they began, as radius does it.
 *
 * @param months beside the month that goes on; 0: for ever
 */
record Keeping(int months) {

  /** Clocks that were not set yet tell of 1970, and ids end before 2002: see the table. */
  static final Instant NO_EARLIER = Instant.parse("2002-01-01T00:00:00Z");

  Instant from(Instant now) {
    return months == 0
        ? NO_EARLIER
        : LocalDate.ofInstant(now, ZoneOffset.UTC)
            .withDayOfMonth(1)
            .minusMonths(months)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
  }
}
