package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * How a report came to us, and so how far it is believed.
 *
 * @param at when it was told
 * @param askedAt when the gateway itself was asked for it; empty: it was only told
 * @param believedUpTo the most that is credited by what was only told
 */
record Heard(Instant at, Optional<Instant> askedAt, Optional<Long> believedUpTo) {

  /** An answer of the gateway itself. */
  static Heard asked(Instant askedAt, Instant heardAt) {
    return new Heard(heardAt, Optional.of(askedAt), Optional.empty());
  }

  static Heard told(Instant at, Optional<Long> believedUpTo) {
    return new Heard(at, Optional.empty(), believedUpTo);
  }

  /** Whether this is enough to do what moves money. All else needs no more than to be told. */
  boolean suffices(Transition does, AttemptRow attempt, Report report) {
    if (does instanceof Transition.TakeBack) {
      // An answer from before it was recorded may have been overtaken by the payment.
      return askedAt
          .filter(asked -> attempt.settledAt().filter(asked::isBefore).isEmpty())
          .isPresent();
    }
    if (!(does instanceof Transition.Settle)) {
      return true;
    }
    return askedAt.isPresent()
        || (attempt.is().open()
            && report.state().filter(state -> state == AttemptState.PAID).isPresent()
            && believedUpTo
                .filter(limit -> report.amount() <= limit && attempt.charged() <= limit)
                .isPresent());
  }
}
