package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be made.
 *
 * @param customerId left out where it is nested in its customer
 */
public record CreateSubscription(
    @Nullable String externalId,
    @Nullable Long customerId,
    @Nullable Long planId,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String service,
    @Nullable String billing,
    @Nullable Instant activeUntil,
    @Nullable String staticIp) {

  /** The same for a customer that is known by now. */
  public CreateSubscription of(long customer) {
    return new CreateSubscription(
        externalId, customer, planId, username, password, service, billing, activeUntil, staticIp);
  }

  UpdateSubscription details() {
    return new UpdateSubscription(
        externalId, planId, username, password, service, billing, activeUntil, staticIp);
  }
}
