package id.gerbang.billing.incident;

import id.gerbang.billing.http.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wait that is the customer's: nobody was there to open.
 *
 * @param from null: now
 * @param until null: it lasts
 */
public record CreatePause(
    @Nullable Instant from, @Nullable Instant until, @Nullable String reason) {

  Instant begins(Instant now) {
    return from == null ? now : from;
  }

  void check(Instant beganAt, Instant now) {
    Checks checks = new Checks();
    Instant begins = begins(now);
    checks.that(!begins.isAfter(now), "from", "is still to come");
    checks.that(!begins.isBefore(beganAt), "from", "is before the outage, which was at " + beganAt);
    checks.that(until == null || !until.isAfter(now), "until", "is still to come");
    checks.that(until == null || !until.isBefore(begins), "until", "is before from");
    checks.text(reason, "reason", 500);
    checks.done();
  }
}
