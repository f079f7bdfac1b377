package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import org.jspecify.annotations.Nullable;

/** Why staff do something. */
public record ReasonedRequest(@Nullable String reason, @Nullable Boolean dryRun) {

  ReasonedRequest checked() {
    Checks checks = new Checks();
    checks.optionalText(reason, "reason", 500);
    checks.done();
    return this;
  }
}
