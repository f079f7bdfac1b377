package id.gerbang.billing.subscription;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.subscription.StandingDao.Facts;
import id.gerbang.billing.subscription.StandingDao.Order;
import id.gerbang.billing.subscription.StandingDao.Scheduled;
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
 * @param since from when that holds
 * @param until up to when, as things are; null: until something happens
 * @param price what it pays for a period
 * @param validity {@code firstLogin} while its time has not begun; null: it has, or is postpaid
 * @param online whether a session is open
 * @param billingDay of the month, on which its periods begin; null: runs do not bill it
 * @param billedUntil the first day that no run has billed
 * @param held isolation by hand; null: none
 * @param renewal that waits for its payment; null: none
 * @param scheduled what is to happen to it, the next first
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
    @Nullable String validity,
    Money price,
    @Nullable String staticIp,
    List<String> routes,
    @Nullable SubscriptionIpv6 ipv6,
    List<AttributeField> attributes,
    String macPolicy,
    List<String> macs,
    boolean macLogin,
    @Nullable Long routerId,
    String status,
    Reason reason,
    @Nullable Instant since,
    @Nullable Instant until,
    boolean online,
    @Nullable Instant unpaidSince,
    @Nullable Held held,
    @Nullable Paused paused,
    @Nullable Instant terminatedAt,
    @Nullable WaitingRenewal renewal,
    List<ScheduledChange> scheduled,
    int version,
    Instant createdAt) {

  /** Isolation by hand. */
  public record Held(
      Instant since, @Nullable String reason, @Nullable Instant until, boolean untilPaid) {}

  /** A customer is away. */
  public record Paused(Instant since, @Nullable String reason, @Nullable Instant until) {}

  /** More time that is ordered, and counts once it is paid. */
  public record WaitingRenewal(
      long invoiceId, String number, int periods, Money amount, Instant askedAt) {}

  /**
   * What is to happen.
   *
   * @param what {@code change_plan} or {@code terminate}
   * @param price of a period of the plan that it is to have
   */
  public record ScheduledChange(
      long id,
      String what,
      Instant due,
      @Nullable Long planId,
      @Nullable Money price,
      @Nullable String reason,
      Instant askedAt,
      String askedBy) {

    static ScheduledChange of(Scheduled it) {
      return new ScheduledChange(
          it.id(),
          it.what(),
          it.due(),
          it.planId().orElse(null),
          it.price().map(Money::rupiah).orElse(null),
          it.reason().orElse(null),
          it.askedAt(),
          it.askedBy());
    }
  }

  static SubscriptionView of(
      SubscriptionRow row, Decision decision, Facts facts, List<Scheduled> scheduled, Instant now) {
    Since holds = Since.of(row, decision.reason(), facts.opened(), now);
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
        facts.waitsForFirstLogin() ? CreateSubscription.FROM_FIRST_LOGIN : null,
        new Money(facts.price(), facts.currency()),
        row.staticIp(),
        row.routes(),
        row.ipv6(),
        AttributeField.of(row.attributes()),
        row.macPolicy(),
        row.macs(),
        row.macLogin(),
        row.routerId(),
        status(decision.reason()),
        decision.reason(),
        holds.since(),
        holds.until(),
        row.online(),
        row.unpaidSince(),
        held(row),
        paused(row),
        row.terminatedAt(),
        renewal(facts.order()),
        scheduled.stream().map(ScheduledChange::of).toList(),
        row.version(),
        row.createdAt());
  }

  private static @Nullable WaitingRenewal renewal(@Nullable Order order) {
    return order == null
        ? null
        : new WaitingRenewal(
            order.invoiceId(),
            order.number(),
            order.periods(),
            Money.rupiah(order.amount()),
            order.askedAt());
  }

  private static @Nullable Held held(SubscriptionRow row) {
    Instant since = row.heldSince();
    return since == null
        ? null
        : new Held(since, row.heldReason(), row.heldUntil(), row.heldUntilPaid());
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
