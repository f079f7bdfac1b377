package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.WebhookEventDao.EventRow;
import java.time.Instant;
import java.util.Optional;

/**
 * How a report came to us, and so how far it is believed.
 *
 * @param at when it was told
 * @param askedAt when the gateway itself was asked for it; empty: it was only told
 * @param believedUpTo the most that is credited by what was only told
 * @param event the notification that told it
 */
record Heard(
    Instant at, Optional<Instant> askedAt, Optional<Long> believedUpTo, Optional<Long> event) {

  /** An answer of the gateway itself. */
  static Heard asked(Instant askedAt, Instant heardAt) {
    return new Heard(heardAt, Optional.of(askedAt), Optional.empty(), Optional.empty());
  }

  static Heard told(EventRow event, Optional<Long> believedUpTo) {
    return new Heard(event.heardAt(), Optional.empty(), believedUpTo, Optional.of(event.id()));
  }

  /** What the gateway answered when it was asked about a notification. */
  static Heard confirmed(EventRow event, Instant askedAt) {
    return new Heard(
        event.heardAt(), Optional.of(askedAt), Optional.empty(), Optional.of(event.id()));
  }

  /** Whether this is enough to do what moves money. All else needs no more than to be told. */
  boolean suffices(Transition does, AttemptRow attempt, Report report) {
    if (does instanceof Transition.TakeBack) {
      // An answer from before it was recorded may have been overtaken by the payment.
      return askedSince(attempt.settledAt());
    }
    if (does instanceof Transition.Settle && attempt.takenBackAt().isPresent()) {
      // And so may one from before the payment was taken back.
      return askedSince(attempt.takenBackAt());
    }
    if (does instanceof Transition.SettleAgain) {
      return askedAt.isPresent();
    }
    return !(does instanceof Transition.Settle)
        || askedAt.isPresent()
        || (attempt.is().open()
            && report.state().filter(state -> state == AttemptState.PAID).isPresent()
            && believedUpTo
                .filter(limit -> report.amount() <= limit && attempt.charged() <= limit)
                .isPresent());
  }

  private boolean askedSince(Optional<Instant> then) {
    return askedAt.filter(asked -> then.filter(asked::isBefore).isEmpty()).isPresent();
  }
}
