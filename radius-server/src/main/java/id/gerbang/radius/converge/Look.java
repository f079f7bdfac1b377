package id.gerbang.radius.converge;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.subscriber.Router;
import java.util.Optional;
import java.util.Set;

/**
 * What is true of a session at one moment, and what has to be done about it: a pure function.
 *
 * @param decision empty when the subscriber is gone
 * @param formerName whether its subscriber has another name by now
 */
record Look(OpenSession session, Router router, Optional<Decision> decision, boolean formerName) {

  /**
   * What closes the difference, wherever the session may be between its row and what unanswered
   * CoAs may have made of it.
   */
  Optional<Act> act(Set<Granted> perhaps, boolean cutOnly) {
    Optional<Act> act = held();
    for (Granted maybe : perhaps) {
      act = surer(act, Difference.between(Optional.of(maybe), decision));
    }
    for (Granted maybe : session.attempted()) {
      act = surer(act, Difference.between(Optional.of(maybe), decision));
    }
    return cutOnly || session.attempted().size() > Progress.UNANSWERED_AT_MOST
        ? act.map(Look::cut)
        : act;
  }

  /** A new name costs a redial; where nothing says what is held, only the name itself shows it. */
  private Optional<Act> held() {
    Optional<Act> act = Difference.between(session.granted(), decision);
    boolean renamed = session.granted().isEmpty() && formerName;
    return renamed && act.filter(Act.Cut.class::isInstance).isEmpty()
        ? Optional.of(cut(Reason.CREDENTIALS_CHANGED))
        : act;
  }

  /** The same once more, where the router shows that it did not do it. */
  Optional<Act> again() {
    return session
        .granted()
        .flatMap(
            held ->
                decision
                    .filter(Decision.Accept.class::isInstance)
                    .map(accept -> Difference.again(held, (Decision.Accept) accept)));
  }

  /**
   * Whether a queue lets through what the subscriber is entitled to; empty where nothing can be
   * compared.
   */
  Optional<Boolean> agrees(Sight.Queue queue) {
    return decision
        .filter(Decision.Accept.class::isInstance)
        .flatMap(accept -> ((Decision.Accept) accept).grant().rateLimit())
        .flatMap(rate -> RateText.agrees(rate, queue));
  }

  /** What an order from elsewhere wants: an end, whatever the session is entitled to. */
  Act cut(Reason cause) {
    return new Act.Cut(cause, decision.map(Decision::reason).orElse(Reason.UNKNOWN_USER), false);
  }

  /** Whether an act that is on its way still leads where the subscriber is to be. */
  boolean stillWants(Act sent) {
    if (sent instanceof Act.Change change) {
      return decision.isPresent()
          && decision.get() instanceof Decision.Accept accept
          && Difference.sameMeaning(change.becomes(), Granted.of(accept.reason(), accept.grant()));
    }
    return act(Set.of(), true).isPresent();
  }

  /** Of two acts, each right from where the session may be, the one that is right from both. */
  private static Optional<Act> surer(Optional<Act> one, Optional<Act> other) {
    return one.isEmpty() || other.filter(act -> act instanceof Act.Cut).isPresent() ? other : one;
  }

  private static Act cut(Act act) {
    return new Act.Cut(act.cause(), act.reason(), act.opens());
  }
}
