package id.gerbang.radius.converge;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.admission.SessionLimits;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.subscriber.ChangeFeed;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the difference between what sessions hold and what they are entitled to. Level-triggered:
 * whatever wakes it, it compares again and acts on what is true then, so a lost packet or a crash
 * only delays it. There is no second way to reach a session.
 *
 * <p>One thread decides; one act at a time on a session; so many acts a second on a router, those
 * that open first. Nothing is done before the sessions and a fresh directory are there: a restart
 * is no reason for an act (P15).
 */
public final class Convergence implements ChangeFeed.Listener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Convergence.class);
  private static final Duration TICK = Duration.ofMillis(250);

  private final SubscriberDirectory directory;
  private final OpenSessions sessions;
  private final Clock clock;
  private final BooleanSupplier ready;
  private final OwnThread thread = new OwnThread("converge");
  private final Questions questions = new Questions();
  private final Intentions intentions;
  private final Acting acting;
  private final Sightings sightings;
  private final Touched touched = new Touched();
  private final Sweep sweep = new Sweep();
  private volatile boolean begun;
  private volatile boolean sweptOnce;
  private boolean wasStale;

  /** What convergence looks at, and what it acts by. */
  public record Parts(
      SubscriberDirectory directory,
      RouterRegistry routers,
      OpenSessions sessions,
      SessionLimits sessionLimits,
      CoaClient client,
      ActRecord record,
      Counters counters,
      Clock clock) {}

  /**
   * How far convergence may go.
   *
   * @param ready whether the sessions of before the start are in memory
   * @param permission whether this node may act on a router
   * @param actsPerSecond at most, on one router
   */
  public record Limits(BooleanSupplier ready, Permission permission, int actsPerSecond) {

    Duration pace() {
      return Duration.ofSeconds(1).dividedBy(actsPerSecond);
    }
  }

  /** An end that was asked for: of this very session, and of no later one by its name. */
  public record Ordered(SessionKey key, int generation, Reason cause) {}

  public Convergence(Parts parts, Limits limits) {
    this.directory = parts.directory();
    this.sessions = parts.sessions();
    this.clock = parts.clock();
    this.ready = limits.ready();
    this.intentions = new Intentions(parts);
    this.acting = new Acting(parts, limits, thread, intentions, questions);
    this.sightings = new Sightings(intentions, acting, questions, clock);
    new ConvergenceGauges(acting.differences(), questions, limits.permission(), clock)
        .show(parts.counters());
  }

  public void start() {
    thread.each(TICK, this::ring);
  }

  @Override
  public void subscribersChanged(Collection<Long> subscriberIds) {
    if (begun) {
      subscriberIds.forEach(
          id -> sessions.ofSubscriber(id).forEach(session -> touch(session.key())));
    }
  }

  @Override
  public void everythingMayHaveChanged() {
    thread.run(this::sweepAll);
  }

  /** An accounting report of an open session was applied: it is there, whatever a router said. */
  public void heard(OpenSession session) {
    touch(session.key());
  }

  /** A session ended: there is nothing left to close. */
  public void ended(SessionKey key) {
    touch(key);
  }

  /** All that is ordered now; what is not among it any more is done or was taken back. */
  void ordered(Map<SessionKey, Ordered> now) {
    thread.run(
        () -> {
          Set<SessionKey> concerned = intentions.ordered(now);
          if (begun) {
            concerned.forEach(this::consider);
          }
        });
  }

  Questions questions() {
    return questions;
  }

  /** What is to be removed over routers' APIs; whoever takes one sees to it. */
  Queue<Removal> removals() {
    return sightings.removals();
  }

  /** What routers showed of the sessions in question. */
  void seen(List<Sight> sights) {
    thread.run(() -> sights.forEach(sightings::seen));
  }

  OpenDifferences differences() {
    return acting.differences();
  }

  /** Whether every session was compared since the start: what is no difference now, is none. */
  boolean sweptOnce() {
    return sweptOnce;
  }

  /** Before the beginning nothing is noted: everything is looked at then. */
  private void touch(SessionKey key) {
    if (begun && touched.add(key)) {
      thread.run(() -> touched.drain(next -> alone(next, this::reconsider)));
    }
  }

  /** Sessions whose time has come; and all of them, once what was put off may be done. */
  private void ring() {
    intentions.due().forEach(this::consider);
    boolean stale = directory.stale();
    boolean begins = !begun && !stale && !directory.fromSnapshot() && ready.getAsBoolean();
    begun |= begins;
    if (begins || (wasStale && !stale)) {
      sweepAll();
    }
    wasStale = stale;
    acting.turn();
  }

  private void sweepAll() {
    if (begun && sweep.begin(sessions.all().iterator())) {
      sweepOn();
    }
  }

  private void sweepOn() {
    if (sweep.goOn(this::consider)) {
      thread.run(this::sweepOn);
    } else {
      sweptOnce |= directory.loaded() && !directory.stale();
    }
  }

  private void consider(SessionKey key) {
    alone(key, acting::consider);
  }

  /** One of many: where our own code fails upon it, the others are looked at all the same. */
  private static void alone(SessionKey key, Consumer<SessionKey> look) {
    try {
      look.accept(key);
    } catch (RuntimeException | Error e) {
      log.error(
          "session {} of {} on router {} can't be compared, the others are",
          key.acctSessionId(),
          key.username(),
          key.routerId(),
          e);
    }
  }

  /** A report, or an end, may prove an act or belie it; a change of facts does neither. */
  private void reconsider(SessionKey key) {
    sessions
        .find(key)
        .ifPresentOrElse(
            open -> {
              questions.reported(key, open.heardAt(), clock.instant());
              acting.tried(open).follow(open);
            },
            () -> questions.settled(key));
    acting.consider(key);
  }

  @Override
  public void close() {
    thread.close();
  }
}
