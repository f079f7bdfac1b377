package id.gerbang.billing.portal;

import id.gerbang.billing.gateway.PaymentAttemptView;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How an attempt to pay stands, for the customer who has made it. */
enum Standing {
  /** The gateway is being asked this moment, or was when we were interrupted. */
  PREPARING(5),
  /** The gateway did not answer: it may know of the attempt or not. */
  UNANSWERED(30),
  PAYABLE(20),
  /** Another amount is open by now. */
  OUTDATED(60),
  REFUSED(60),
  ENDED(60),
  PAID(20);

  private final int seconds;

  Standing(int seconds) {
    this.seconds = seconds;
  }

  /** After how many seconds a page looks again. */
  OptionalInt reload() {
    return OptionalInt.of(seconds);
  }

  /** Whether it is what the customer is to see who opens the link again. */
  boolean current() {
    return this == PREPARING || this == UNANSWERED || this == PAYABLE;
  }

  /** Whether choosing the same way again asks the gateway for the same attempt again. */
  boolean repeatable() {
    return this == PREPARING || this == UNANSWERED;
  }

  static Standing of(PaymentAttemptView attempt, Money open, Instant now) {
    return switch (attempt.state()) {
      case "created" ->
          live(attempt, open, now, attempt.trouble() == null ? PREPARING : UNANSWERED);
      case "pending" -> live(attempt, open, now, PAYABLE);
      case "paid" -> PAID;
      case "failed" -> REFUSED;
      default -> ENDED;
    };
  }

  private static Standing live(
      PaymentAttemptView attempt, Money open, Instant now, Standing standing) {
    if (!now.isBefore(attempt.expiresAt())) {
      return ENDED;
    }
    return attempt.amount().equals(open) ? standing : OUTDATED;
  }

  /**
   * What a page shows: the attempt that its address names, or else the newest that can be paid.
   *
   * @param attempts of one invoice, newest first
   * @param number the attempt's number among these, which ends its reference
   */
  static Optional<PaymentAttemptView> shown(
      List<PaymentAttemptView> attempts, @Nullable String number, Money open, Instant now) {
    return named(attempts, number)
        .or(
            () ->
                attempts.stream().filter(attempt -> of(attempt, open, now).current()).findFirst());
  }

  static Optional<PaymentAttemptView> named(
      List<PaymentAttemptView> attempts, @Nullable String number) {
    return attempts.stream().filter(attempt -> number(attempt).equals(number)).findFirst();
  }

  static String number(PaymentAttemptView attempt) {
    return attempt.reference().substring(attempt.reference().lastIndexOf('-') + 1);
  }
}
