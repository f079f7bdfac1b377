package id.gerbang.billing.subscription;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.subscription.UpdateSubscription.SubscriptionIpv6;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be made.
 *
 * @param customerId left out where it is nested in its customer
 * @param validity of prepaid without {@code activeUntil}: {@code now} or {@code firstLogin}, from
 *     which on it is good for a period of its plan; left out, it is good once a renewal is paid
 * @param password may be left out where {@code macLogin} is: one that nobody knows is drawn
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
    @Nullable String staticIp,
    @Nullable List<String> routes,
    @Nullable SubscriptionIpv6 ipv6,
    @Nullable List<AttributeField> attributes,
    @Nullable String macPolicy,
    @Nullable List<String> macs,
    @Nullable Boolean macLogin,
    @Nullable Long routerId,
    @Nullable String validity) {

  static final String FROM_FIRST_LOGIN = "firstLogin";

  /** With nothing that its plan has not. */
  public static CreateSubscription plain(
      @Nullable Long customerId,
      @Nullable Long planId,
      String username,
      Secret password,
      String service,
      String staticIp) {
    return new CreateSubscription(
        null,
        customerId,
        planId,
        username,
        password,
        service,
        "postpaid",
        null,
        staticIp,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same for a customer that is known by now. */
  public CreateSubscription of(long customer) {
    return new CreateSubscription(
        externalId,
        customer,
        planId,
        username,
        password,
        service,
        billing,
        activeUntil,
        staticIp,
        routes,
        ipv6,
        attributes,
        macPolicy,
        macs,
        macLogin,
        routerId,
        validity);
  }

  UpdateSubscription details() {
    return new UpdateSubscription(
        externalId,
        planId,
        username,
        password,
        service,
        billing,
        activeUntil,
        staticIp,
        routes,
        ipv6,
        attributes,
        macPolicy,
        macs,
        macLogin,
        routerId);
  }
}
