package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of a subscription.
 *
 * @param at a day, a time, or nothing: now
 */
public record TerminateRequest(
    @Nullable String at, @Nullable String reason, @Nullable Boolean dryRun) {

  Optional<Instant> checkedAt(ZoneId zone, Instant now) {
    Checks checks = new Checks();
    checks.optionalText(reason, "reason", 500);
    Optional<Instant> end = When.future(at, "at", zone, now, checks);
    checks.done();
    return end;
  }
}
