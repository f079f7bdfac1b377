package id.gerbang.radius.admission;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.SessionRules;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The limit of sessions at work: who finds a place, and which session has none. A session in doubt
 * has none and takes none: one that was silent for three interims, or whose Disconnect was answered
 * by nothing that proves its end. So a router that is gone locks nobody out, and keeps no static
 * address from whose it is.
 */
public final class SessionLimits {

  private final SubscriberDirectory directory;
  private final RouterRegistry routers;
  private final OpenSessions sessions;
  private final Reservations reservations;
  private final Clock clock;
  private final Map<SessionKey, Instant> doubtedSince = new ConcurrentHashMap<>();

  SessionLimits(
      SubscriberDirectory directory,
      RouterRegistry routers,
      OpenSessions sessions,
      Reservations reservations,
      Counters counters,
      Clock clock) {
    this.directory = directory;
    this.routers = routers;
    this.sessions = sessions;
    this.reservations = reservations;
    this.clock = clock;
    counters.gauge("gerbang_radius_sessions_in_doubt", doubtedSince::size);
  }

  /** Whether a device may log in beside what is there. */
  boolean hasPlace(SessionRules rules, long subscriberId, Device asking, List<Device> reserved) {
    List<Device> holders = counted(subscriberId).stream().map(SessionLimit.Holder::device).toList();
    return !SessionLimit.isFull(
        rules, asking, Stream.concat(holders.stream(), reserved.stream()).toList());
  }

  /**
   * What a session is entitled to, its place among the subscriber's others considered: convergence
   * sees one over the limit as one whose login would be refused.
   */
  public Decision decide(OpenSession session, Subscriber subscriber, Decision decision) {
    return isOver(session, subscriber.entitlement().sessions())
        ? new Decision.Reject(Reason.TOO_MANY_SESSIONS, decision.changesAt())
        : decision;
  }

  /** Whether this session's beginning may leave another one without a place. */
  public boolean crowded(OpenSession session) {
    Optional<SessionRules> rules =
        directory.find(session.subscriberId()).map(known -> known.entitlement().sessions());
    return rules.isPresent()
        && rules.get().sharedUsers() > 0
        && sessions.ofSubscriber(session.subscriberId()).size() > rules.get().sharedUsers();
  }

  /**
   * Another subscriber's session that keeps an address from who asks for it on a router: one of
   * that router, or elsewhere one that was granted what its subscriber is not entitled to any more.
   * What else is elsewhere has it from a router's own pool, in a network that may be another. A
   * session of the same name is the same customer's, of before he was known by this number; one of
   * the same device is over, since it dials anew.
   */
  Optional<OpenSession> holder(
      Inet4Address address, Entitlement asking, Station station, long routerId) {
    Instant now = clock.instant();
    return sessions.at(address).stream()
        .filter(session -> session.subscriberId() != asking.subscriberId())
        .filter(session -> !session.key().username().equals(asking.username()))
        .filter(session -> !station.isKnown() || !station.equals(Station.of(session)))
        .filter(session -> session.routerId() == routerId || isLeaving(session, now))
        .filter(session -> counts(session, told(session.subscriberId()), now))
        .findFirst();
  }

  /** It was granted neither what was sold to its subscriber nor what he gets as things are. */
  private boolean isLeaving(OpenSession session, Instant now) {
    Optional<Granted> held = session.granted();
    if (held.isEmpty() || directory.isUnreadable(session.subscriberId())) {
      return false;
    }
    return directory.find(session.subscriberId()).stream()
        .flatMap(subscriber -> grants(subscriber, routers.find(session.routerId()), now))
        .noneMatch(grant -> Granted.of(Reason.ACTIVE, grant).redial() == held.get().redial());
  }

  private Stream<Grant> grants(Subscriber subscriber, Optional<Router> router, Instant now) {
    Stream<Grant> given =
        router.map(it -> directory.decide(subscriber, it.policy(), now)).stream()
            .filter(Decision.Accept.class::isInstance)
            .map(decision -> ((Decision.Accept) decision).grant());
    return Stream.concat(Stream.of(AccessPolicy.ordinary(subscriber.entitlement())), given);
  }

  /** A report of this session was applied: where it is what a place is held for, that is taken. */
  void reported(OpenSession session) {
    if (reservations.has(session.subscriberId())) {
      reservations.begun(
          session.subscriberId(),
          Device.of(session),
          Duration.between(session.begunAt(), clock.instant()));
    }
  }

  /** Nothing proves that it is still there; a later report would. */
  public void doubt(OpenSession session) {
    doubtedSince.put(session.key(), session.heardAt());
  }

  /** Forgets doubts about sessions that ended or spoke again. */
  void expire() {
    doubtedSince
        .entrySet()
        .removeIf(
            doubt ->
                sessions
                    .find(doubt.getKey())
                    .map(session -> session.heardAt().isAfter(doubt.getValue()))
                    .orElse(true));
  }

  /** One in doubt takes nobody's place, and must go all the same if others have them all. */
  private boolean isOver(OpenSession session, SessionRules rules) {
    if (rules.sharedUsers() == 0) {
      return false;
    }
    SessionLimit.Holder itself = holder(session);
    List<SessionLimit.Holder> holders = new ArrayList<>(counted(session.subscriberId()));
    holders.removeIf(other -> other.id().equals(itself.id()));
    holders.add(itself);
    return SessionLimit.over(rules, holders).contains(itself);
  }

  private List<SessionLimit.Holder> counted(long subscriberId) {
    Duration told = told(subscriberId);
    Instant now = clock.instant();
    return sessions.ofSubscriber(subscriberId).stream()
        .filter(session -> counts(session, told, now))
        .map(SessionLimits::holder)
        .toList();
  }

  /** After how long a subscriber's sessions are silent, by the interval that they were told. */
  private Duration told(long subscriberId) {
    return directory
        .find(subscriberId)
        .map(known -> GrantTimes.silence(known.entitlement().attributes()))
        .orElse(GrantTimes.SHORTEST_SILENCE);
  }

  private boolean counts(OpenSession session, Duration told, Instant now) {
    return !session.heardAt().isBefore(now.minus(sessions.silence(session, told)))
        && !doubted(session);
  }

  private boolean doubted(OpenSession session) {
    Instant since = doubtedSince.get(session.key());
    return since != null && !session.heardAt().isAfter(since);
  }

  private static SessionLimit.Holder holder(OpenSession session) {
    SessionKey key = session.key();
    return new SessionLimit.Holder(
        Device.of(session), session.startedAt(), key.routerId() + "/" + key.acctSessionId());
  }
}
