package id.gerbang.billing.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An attempt to pay as it is kept. */
public record AttemptRow(
    long id,
    String reference,
    long invoiceId,
    long customerId,
    String gateway,
    String channel,
    long amount,
    long customerFee,
    long gatewayFee,
    Instant createdAt,
    String createdBy,
    String state,
    Optional<Instant> askedAt,
    Optional<String> providerId,
    Optional<String> link,
    Optional<String> qrString,
    Optional<String> bank,
    Optional<String> vaNumber,
    Optional<String> billerCode,
    Optional<String> paymentCode,
    Instant expiresAt,
    Optional<Instant> checkedAt,
    Optional<String> trouble,
    Optional<Instant> paidAt,
    Optional<Instant> settledAt,
    Optional<Instant> takenBackAt,
    Optional<Long> gross,
    Optional<Long> fee,
    Optional<Long> net,
    Optional<Long> paymentId) {

  private static final Duration FIRST_QUESTION = Duration.ofMinutes(15);
  private static final Duration AFTER_EXPIRY = Duration.ofMinutes(10);
  private static final Duration LONGEST_GAP = Duration.ofHours(2);

  AttemptState is() {
    return AttemptState.of(state);
  }

  /** All that is to be paid. */
  long charged() {
    return amount + customerFee;
  }

  /** The gateway has had the time to say what became of it. */
  boolean isOver(Instant now) {
    return !now.isBefore(expiresAt.plus(AFTER_EXPIRY));
  }

  /**
   * When the gateway is asked next: after a quarter of an hour, ever more seldom, and soon after it
   * expires.
   */
  Instant nextQuestion(Instant now) {
    Duration gap = Duration.between(createdAt, now).dividedBy(4);
    if (gap.compareTo(FIRST_QUESTION) < 0) {
      gap = FIRST_QUESTION;
    }
    Instant next = now.plus(gap.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : gap);
    Instant atTheEnd = expiresAt.plus(AFTER_EXPIRY);
    return atTheEnd.isAfter(now) && atTheEnd.isBefore(next) ? atTheEnd : next;
  }
}
