package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Checks;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Isolation by hand.
 *
 * @param until a time, {@code paid} for as long as the customer owes anything, or nothing: until
 *     undone by hand
 */
public record IsolateRequest(@Nullable String reason, @Nullable String until) {

  private static final String PAID = "paid";

  boolean untilPaid() {
    return PAID.equals(until);
  }

  Optional<Instant> end(Instant now) {
    Checks checks = new Checks();
    checks.optionalText(reason, "reason", 500);
    checks.done();
    if (until == null || untilPaid()) {
      return Optional.empty();
    }
    try {
      Instant end = Instant.parse(until);
      checks.that(end.isAfter(now), "until", "is in the past");
      checks.done();
      return Optional.of(end);
    } catch (DateTimeParseException e) {
      checks.that(false, "until", "is paid, or a time such as 2026-11-22T10:00:00Z");
      checks.done();
      return Optional.empty();
    }
  }
}
