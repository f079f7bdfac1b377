package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Checks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why staff do something, for the audit. */
public record ReasonRequest(@Nullable String reason) {

  Map<String, String> detail() {
    Checks checks = new Checks();
    checks.optionalText(reason, "reason", 500);
    checks.done();
    return reason == null ? Map.of() : Map.of("reason", reason);
  }
}
