package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer is away for a while.
 *
 * @param until a day, a time, or nothing: until it is resumed by hand
 */
public record PauseRequest(
    @Nullable String until, @Nullable String reason, @Nullable Boolean dryRun) {

  Optional<Instant> checkedEnd(ZoneId zone, Instant now) {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    Optional<Instant> end = When.future(until, "until", zone, now, checks);
    checks.done();
    return end;
  }
}
