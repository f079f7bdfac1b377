package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a provider says became of a charge.
 *
 * @param reference ours; empty: it names the charge alone
 * @param kind of what at the provider {@code providerId} is the name: names of two kinds can't be
 *     compared
 * @param word the provider's own for it
 * @param state empty: a word that the provider does not document
 * @param amount what was, or is to be, paid in all
 * @param offer how to pay, where it is told again
 */
record Report(
    Optional<String> reference,
    String kind,
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

  /** The first of several charges under one reference, and every other one that was paid. */
  static List<Report> thatCount(List<Report> charges) {
    return IntStream.range(0, charges.size())
        .filter(i -> i == 0 || charges.get(i).settled())
        .mapToObj(charges::get)
        .toList();
  }

  boolean isOf(String ours) {
    return reference.filter(ours::equals).isPresent();
  }

  /** The provider's name for it, or nothing. */
  String id() {
    return providerId.orElse("");
  }

  /** What it is about, in words. */
  String subject() {
    return reference.orElseGet(() -> kind + " " + id());
  }

  /** Whether the other says the same of the same charge. */
  boolean isThatOf(Report other) {
    return kind.equals(other.kind)
        && providerId.equals(other.providerId)
        && state.equals(other.state);
  }

  /** All of it that decides anything: two notifications of one event must agree on this. */
  String meaning() {
    return String.join("|", reference.orElse(""), id(), word, Long.toString(amount), currency);
  }
}
