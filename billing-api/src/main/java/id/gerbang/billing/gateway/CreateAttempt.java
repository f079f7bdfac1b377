package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Checks;
import org.jspecify.annotations.Nullable;

/** Which invoice is to be paid, and how. */
public record CreateAttempt(
    @Nullable Long invoiceId, @Nullable String gateway, @Nullable String channel) {

  void check() {
    Checks checks = new Checks();
    checks.that(invoiceId != null, "invoiceId", "is missing");
    checks.text(gateway, "gateway", 40);
    checks.text(channel, "channel", 40);
    checks.done();
  }
}
