package id.gerbang.billing.subscription;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.subscription.UpdateSubscription.SubscriptionIpv6;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the API shows it.
 *
 * @param status active, isolated, suspended, expired, paused or terminated: what it gets now on a
 *     router with the usual settings
 * @param reason why, from the closed list
 * @param online whether a session is open
 * @param billingDay of the month, on which its periods begin; null: runs do not bill it
 * @param billedUntil the first day that no run has billed
 * @param held isolation by hand; null: none
 * @param paused since the customer is away; null: not so
 */
public record SubscriptionView(
    long id,
    @Nullable String externalId,
    long customerId,
    long planId,
    String username,
    String service,
    String billing,
    @Nullable Integer billingDay,
    @Nullable LocalDate billedUntil,
    @Nullable Instant activeUntil,
    @Nullable String staticIp,
    List<String> routes,
    @Nullable SubscriptionIpv6 ipv6,
    List<AttributeField> attributes,
    String macPolicy,
    List<String> macs,
    boolean macLogin,
    String status,
    Reason reason,
    boolean online,
    @Nullable Instant unpaidSince,
    @Nullable Held held,
    @Nullable Paused paused,
    @Nullable Instant terminatedAt,
    int version,
    Instant createdAt) {

  /** Isolation by hand. */
  public record Held(
      Instant since, @Nullable String reason, @Nullable Instant until, boolean untilPaid) {}

  /** A customer is away. */
  public record Paused(Instant since, @Nullable String reason, @Nullable Instant until) {}

  static SubscriptionView of(SubscriptionRow row, Decision decision) {
    Instant since = row.heldSince();
    return new SubscriptionView(
        row.id(),
        row.externalId(),
        row.customerId(),
        row.planId(),
        row.username(),
        row.service(),
        row.billing(),
        row.billingDay(),
        row.billedUntil(),
        row.activeUntil(),
        row.staticIp(),
        row.routes(),
        row.ipv6(),
        AttributeField.of(row.attributes()),
        row.macPolicy(),
        row.macs(),
        row.macLogin(),
        status(decision.reason()),
        decision.reason(),
        row.online(),
        row.unpaidSince(),
        since == null
            ? null
            : new Held(since, row.heldReason(), row.heldUntil(), row.heldUntilPaid()),
        paused(row),
        row.terminatedAt(),
        row.version(),
        row.createdAt());
  }

  private static @Nullable Paused paused(SubscriptionRow row) {
    Instant since = row.pausedSince();
    return since == null ? null : new Paused(since, row.pausedReason(), row.pausedUntil());
  }

  private static String status(Reason reason) {
    return switch (reason) {
      case TERMINATED -> "terminated";
      case PAUSED -> "paused";
      case SUSPENDED_UNPAID -> "suspended";
      case ISOLATED_EXPIRED, EXPIRED -> "expired";
      default -> reason.isolated() ? "isolated" : "active";
    };
  }
}
