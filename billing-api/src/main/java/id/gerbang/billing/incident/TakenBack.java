package id.gerbang.billing.incident;

import id.gerbang.billing.http.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why something is taken back. */
public record TakenBack(@Nullable String reason) {

  String checked() {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    checks.done();
    return Objects.requireNonNull(reason);
  }
}
