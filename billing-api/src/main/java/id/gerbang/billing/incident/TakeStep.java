package id.gerbang.billing.incident;

import id.gerbang.billing.http.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that was done.
 *
 * @param at when; null: now
 * @param by who did it; null: whoever writes it down
 * @param cause what the analysis says
 * @param again that it is done once more, and not by mistake
 */
public record TakeStep(
    @Nullable Instant at,
    @Nullable String by,
    @Nullable String note,
    @Nullable String cause,
    @Nullable Boolean again) {

  boolean meansAgain() {
    return Boolean.TRUE.equals(again);
  }

  void check(Step step, Instant now) {
    Checks checks = new Checks();
    checks.that(at == null || !at.isAfter(now), "at", "is still to come");
    checks.that(by == null || !by.isBlank(), "by", "is empty");
    checks.optionalText(by, "by", 100);
    checks.optionalText(note, "note", 2000);
    if (step == Step.ANALYSED) {
      checks.that(Cause.of(cause).isPresent(), "cause", "is fibre_cut or other");
    } else {
      checks.that(cause == null, "cause", "is what the analysis says, and no other step");
    }
    checks.done();
  }
}
