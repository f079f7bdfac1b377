package id.gerbang.billing.incident;

import id.gerbang.billing.http.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ticket.
 *
 * @param subscriptionIds what is out; null or empty: all that the customer has
 * @param customerTicket the customer's own number for it
 * @param beganAt the outage, as reported; null: now
 * @param openedAt when the ticket was taken; null: now
 */
public record CreateIncident(
    @Nullable Long customerId,
    @Nullable List<Long> subscriptionIds,
    @Nullable String customerTicket,
    @Nullable Instant beganAt,
    @Nullable Instant openedAt,
    @Nullable String summary,
    @Nullable Long backupLinkId,
    @Nullable String externalId) {

  private static final int MOST = 200;
  private static final Duration LONGEST = Duration.ofDays(366);

  /** Each once. */
  long[] subscriptions() {
    return subscriptionIds == null
        ? new long[0]
        : Set.copyOf(subscriptionIds).stream().mapToLong(Long::longValue).sorted().toArray();
  }

  Instant began(Instant now) {
    return beganAt == null ? opened(now) : beganAt;
  }

  Instant opened(Instant now) {
    return openedAt == null ? now : openedAt;
  }

  void check(Instant now) {
    Checks checks = new Checks();
    checks.that(customerId != null, "customerId", "is missing");
    checks.that(
        subscriptionIds == null
            || (subscriptionIds.size() <= MOST
                && subscriptionIds.stream().allMatch(Objects::nonNull)),
        "subscriptionIds",
        "has at most " + MOST + " ids");
    checks.optionalText(customerTicket, "customerTicket", 100);
    checks.text(summary, "summary", 1000);
    checks.optionalText(externalId, "externalId", 200);
    checks.that(!opened(now).isAfter(now), "openedAt", "is still to come");
    checks.that(!opened(now).isBefore(now.minus(LONGEST)), "openedAt", "is more than a year ago");
    checkBegan(checks, began(now), opened(now));
    checks.done();
  }

  static void checkBegan(Checks checks, Instant began, Instant opened) {
    checks.that(!began.isAfter(opened), "beganAt", "is later than the ticket: nobody knew of it");
    checks.that(
        !began.isBefore(opened.minus(LONGEST)), "beganAt", "is more than a year before the ticket");
  }
}
