package id.gerbang.radius.converge;

import id.gerbang.core.access.Decision;
import id.gerbang.radius.admission.MacLogin;
import id.gerbang.radius.admission.SessionLimits;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be done about each session, by what is known at this moment: the subscriber's facts,
 * the limits, the time, and what was ordered. It sends nothing and remembers no attempt. One
 * thread.
 */
final class Intentions {

  private final SubscriberDirectory directory;
  private final RouterRegistry routers;
  private final OpenSessions sessions;
  private final SessionLimits sessionLimits;
  private final Clock clock;
  private final Alarms alarms = new Alarms();
  private Map<SessionKey, Convergence.Ordered> orders = Map.of();

  Intentions(Convergence.Parts parts) {
    this.directory = parts.directory();
    this.routers = parts.routers();
    this.sessions = parts.sessions();
    this.sessionLimits = parts.sessionLimits();
    this.clock = parts.clock();
  }

  /**
   * All that is ordered now; what is not among it any more is done or was taken back.
   *
   * @return the sessions whose orders are others than before
   */
  Set<SessionKey> ordered(Map<SessionKey, Convergence.Ordered> now) {
    Map<SessionKey, Convergence.Ordered> before = orders;
    Set<SessionKey> concerned = new HashSet<>(before.keySet());
    concerned.addAll(now.keySet());
    concerned.removeIf(key -> Objects.equals(before.get(key), now.get(key)));
    orders = Map.copyOf(now);
    return concerned;
  }

  /** Sessions whose answer may be another one by time alone; each is told of once. */
  List<SessionKey> due() {
    return alarms.due(clock.instant());
  }

  /** There is no such session to act upon any more. */
  void forget(SessionKey key) {
    alarms.clear(key);
  }

  /** What is true now; empty when there is no such session to act upon. */
  Optional<Look> look(SessionKey key) {
    Optional<OpenSession> session = sessions.find(key);
    Optional<Router> router = routers.find(key.routerId());
    if (session.isEmpty() || router.isEmpty() || !directory.loaded()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Subscriber> subscriber = directory.find(session.get().subscriberId());
    boolean formerName =
        subscriber.filter(known -> !MacLogin.isNameOf(known, key.username())).isPresent();
    Optional<Decision> decision =
        subscriber.map(
            known ->
                sessionLimits.decide(
                    session.get(), known, directory.decide(known, router.get().policy(), now)));
    decision
        .flatMap(Decision::changesAt)
        .filter(at -> at.isAfter(now))
        .ifPresentOrElse(at -> alarms.set(key, at), () -> alarms.clear(key));
    return Optional.of(new Look(session.get(), router.get(), decision, formerName));
  }

  /** Nobody gets less by knowledge that is old or missing. */
  Optional<Act> act(Look look, Progress state) {
    Optional<Convergence.Ordered> order = order(look.session());
    if (order.isPresent()) {
      return Optional.of(look.cut(order.get().cause()));
    }
    if (directory.isUnreadable(look.session().subscriberId())) {
      return Optional.empty();
    }
    return look.act(state.perhaps(), state.cutOnly)
        .or(() -> state.contradicted ? look.again() : Optional.empty())
        .filter(act -> act.opens() || !directory.stale());
  }

  /** Whether an act that is on its way still leads where the session is to be. */
  boolean wants(Look look, Act sent) {
    return look.stillWants(sent) || (sent instanceof Act.Cut && order(look.session()).isPresent());
  }

  private Optional<Convergence.Ordered> order(OpenSession session) {
    return Optional.ofNullable(orders.get(session.key()))
        .filter(order -> order.generation() == session.generation());
  }
}
