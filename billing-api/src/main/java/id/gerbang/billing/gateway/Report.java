package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * What a provider says became of a charge.
 *
 * @param word the provider's own for it
 * @param state empty: a word that the provider does not document
 * @param amount what was, or is to be, paid in all
 * @param offer how to pay, where it is told again
 */
record Report(
    String reference,
    Optional<String> providerId,
    String word,
    Optional<AttemptState> state,
    long amount,
    String currency,
    Optional<Instant> paidAt,
    Offer offer) {

  /** The money came, whatever happened to it since. */
  boolean settled() {
    return state.filter(AttemptState::settled).isPresent();
  }

  /** All of it that decides anything: two notifications of one event must agree on this. */
  String meaning() {
    return String.join(
        "|", reference, providerId.orElse(""), word, Long.toString(amount), currency);
  }
}
