package id.gerbang.billing.subscription;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.subscription.UpdateSubscription.SubscriptionIpv6;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
    @Nullable Integer prepaidDay,
    @Nullable String staticIp,
    List<String> routes,
    @Nullable String framedIpv6Prefix,
    @Nullable String delegatedIpv6Prefix,
    List<String> attributes,
    String macPolicy,
    List<String> macs,
    boolean macLogin,
    @Nullable Long routerId,
    @Nullable Integer billingDay,
    @Nullable LocalDate billedUntil,
    @Nullable Instant unpaidSince,
    @Nullable Instant heldSince,
    @Nullable String heldReason,
    @Nullable Instant heldUntil,
    boolean heldUntilPaid,
    @Nullable Instant pausedSince,
    @Nullable Instant pausedUntil,
    @Nullable String pausedReason,
    @Nullable Instant terminatedAt,
    boolean online,
    int version,
    Instant createdAt) {

  /** What a PUT would say to leave everything as it is. */
  UpdateSubscription asRequest() {
    return new UpdateSubscription(
        externalId,
        planId,
        username,
        null,
        service,
        billing,
        activeUntil,
        staticIp,
        routes,
        ipv6(),
        AttributeField.of(attributes),
        macPolicy,
        macs,
        macLogin,
        routerId);
  }

  @Nullable SubscriptionIpv6 ipv6() {
    return framedIpv6Prefix == null && delegatedIpv6Prefix == null
        ? null
        : new SubscriptionIpv6(framedIpv6Prefix, delegatedIpv6Prefix);
  }
}
