package id.gerbang.billing.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A subscription's row, without its sealed password. */
public record SubscriptionRow(
    long id,
    @Nullable String externalId,
    long customerId,
    long planId,
    int priceVersion,
    String username,
    int credentialVersion,
    String service,
    String billing,
    @Nullable Instant activeUntil,
    @Nullable String staticIp,
    @Nullable Instant unpaidSince,
    @Nullable Instant heldSince,
    @Nullable String heldReason,
    @Nullable Instant heldUntil,
    boolean heldUntilPaid,
    @Nullable Instant terminatedAt,
    boolean online,
    int version,
    Instant createdAt) {

  /** What a PUT would say to leave everything as it is. */
  UpdateSubscription asRequest() {
    return new UpdateSubscription(
        externalId, planId, username, null, service, billing, activeUntil, staticIp);
  }
}
