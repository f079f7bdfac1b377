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
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
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

  private static final int LEAST_WINDOW = 16;

  private final Parts parts;
  private final SubscriberDirectory directory;
  private final RouterRegistry routers;
  private final OpenSessions sessions;
  private final Clock clock;
  private final Limits limits;
  private final ActRecord record;
  private final OwnThread thread = new OwnThread("converge");
  private final Map<Long, Lane> lanes = new HashMap<>();
  private final Map<SessionKey, Progress> progress = new HashMap<>();
  private final Intentions intentions;
  private final Answers answers;
  private final Unproved unproved = new Unproved();
  private final Questions questions = new Questions();
  private final Queue<Removal> removals = new ConcurrentLinkedQueue<>();
  private final OpenDifferences differences = new OpenDifferences();
  private final Touched touched = new Touched();
  private final Sweep sweep = new Sweep();
  private volatile boolean begun;
  private volatile boolean sweptOnce;
  private volatile int queued;
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

    private Duration pace() {
      return Duration.ofSeconds(1).dividedBy(actsPerSecond);
    }
  }

  /** An end that was asked for: of this very session, and of no later one by its name. */
  public record Ordered(SessionKey key, int generation, Reason cause) {}

  public Convergence(Parts parts, Limits limits) {
    this.parts = parts;
    this.intentions = new Intentions(parts);
    this.directory = parts.directory();
    this.routers = parts.routers();
    this.sessions = parts.sessions();
    this.clock = parts.clock();
    this.record = parts.record();
    this.limits = limits;
    this.answers = new Answers(parts, unproved, questions);
    new ConvergenceGauges(differences, unproved, limits.permission()).show(parts.counters());
    parts.counters().gauge("gerbang_radius_sessions_unequal", progress::size);
    parts.counters().gauge("gerbang_radius_acts_queued", () -> queued);
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
          List<SessionKey> concerned = intentions.ordered(now);
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
    return removals;
  }

  /** What routers showed of the sessions in question. */
  void seen(List<Sight> sights) {
    thread.run(() -> sights.forEach(this::seen));
  }

  private void seen(Sight sight) {
    SessionKey key = sight.session();
    Optional<Look> look = intentions.look(key);
    Optional<Sight.Finding> finding =
        questions.of(key).flatMap(question -> look.flatMap(seen -> sight.finds(question, seen)));
    if (finding.isEmpty() || look.isEmpty()) {
      return;
    }
    Progress state = progress.getOrDefault(key, new Progress());
    Optional<Act> wanted = intentions.act(look.get(), state);
    if (finding.get() instanceof Sight.Finding.Outlived) {
      wanted.ifPresent(act -> removals.add(removal(look.get(), act)));
    } else if (finding.get() instanceof Sight.Finding.OutlivedRemoval) {
      if (wanted.isPresent() && state.alarm.isEmpty()) {
        outlivedRemoval(key, state);
      }
    } else if (finding.get() instanceof Sight.Finding.Agrees) {
      questions.settled(key);
      unproved.proved(key);
    } else if (finding.get() instanceof Sight.Finding.Contradicts contradicts) {
      // Where something else is wanted by now, the queue says nothing new.
      if (wanted.isEmpty() && state.flight.isEmpty()) {
        contradicted(key, state, contradicts.queue());
      }
    }
  }

  private Removal removal(Look look, Act act) {
    OpenSession session = look.session();
    return new Removal(
        session.key(), session.generation(), act.cause(), act.reason(), clock.instant());
  }

  /** Neither what it was told nor what we did over its API has ended it: somebody has to look. */
  private void outlivedRemoval(SessionKey key, Progress state) {
    progress.put(key, state);
    state.alarm = "still listed after its removal";
    log.warn(
        "router {} still lists session {} of {} after Disconnect and removal: somebody has to look",
        key.routerId(),
        key.acctSessionId(),
        key.username());
    consider(key);
  }

  /**
   * A second time is left to a person too: whatever keeps the queue, one more CoA won't change it.
   */
  private void contradicted(SessionKey key, Progress state, Sight.Queue queue) {
    progress.put(key, state);
    state.contradicted = true;
    if (questions.contradicted(key) > 1) {
      state.alarm = "its queue lets through " + queue.text();
      rest(key, Answers.UNTIL_SOMEBODY_LOOKED);
    }
    log.warn(
        "router {} has acknowledged a CoA for {}, session {}, and its queue lets through {}",
        key.routerId(),
        key.username(),
        key.acctSessionId(),
        queue.text());
    consider(key);
  }

  OpenDifferences differences() {
    return differences;
  }

  /** Whether every session was compared since the start: what is no difference now, is none. */
  boolean sweptOnce() {
    return sweptOnce;
  }

  /** Before the beginning nothing is noted: everything is looked at then. */
  private void touch(SessionKey key) {
    if (begun && touched.add(key)) {
      thread.run(() -> touched.drain(this::reconsider));
    }
  }

  /** Sessions whose time has come; and all of them, once what was put off may be done. */
  private void ring() {
    intentions.due().forEach(this::consider);
    boolean stale = directory.stale();
    boolean begins = !begun && !stale && !directory.fromSnapshot() && limits.ready().getAsBoolean();
    begun |= begins;
    if (begins || (wasStale && !stale)) {
      sweepAll();
    }
    wasStale = stale;
    lanes.forEach(this::turn);
    queued = lanes.values().stream().mapToInt(Lane::size).sum();
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

  /** A report, or an end, may prove an act or belie it. */
  private void reconsider(SessionKey key) {
    Optional<OpenSession> session = sessions.find(key);
    Optional<Instant> report = session.map(OpenSession::updatedAt);
    report.ifPresentOrElse(
        at -> {
          unproved.reported(key, at);
          questions.reported(key, clock.instant());
        },
        () -> {
          unproved.ended(key);
          questions.settled(key);
        });
    Progress known = progress.get(key);
    if (known != null && report.isPresent()) {
      known.believedGoneSince =
          known.believedGoneSince.filter(since -> !report.get().isAfter(since));
    }
    consider(key);
  }

  /** Compares, and queues the session on its router's lane if there is anything to do. */
  private void consider(SessionKey key) {
    Optional<Look> look = intentions.look(key);
    Progress state = progress.getOrDefault(key, new Progress());
    Optional<Act> act = look.flatMap(seen -> intentions.act(seen, state));
    if (look.isEmpty() || act.isEmpty()) {
      settled(key, look, state);
      return;
    }
    progress.put(key, state);
    differences.put(
        OpenDifferences.Entry.of(look.get().session(), act.get(), state, clock.instant()));
    if (state.flight.isPresent()) {
      Progress.Flight flight = state.flight.get();
      if (!intentions.wants(look.get(), flight.act())) {
        flight.request().obsolete();
      }
      return;
    }
    Lane lane = lane(key.routerId());
    if (state.lastTried.filter(tried -> !sameIntent(tried, act.get())).isPresent()) {
      state.startAfresh();
      lane.wake(key);
    }
    if (!lane.rests(key) && state.believedGoneSince.isEmpty()) {
      lane.add(key, act.get(), state.failures > 0);
      turn(key.routerId(), lane);
    }
  }

  private static boolean sameIntent(Act one, Act other) {
    return one instanceof Act.Change before && other instanceof Act.Change after
        ? Difference.sameMeaning(before.becomes(), after.becomes())
        : one.getClass() == other.getClass();
  }

  /** There is nothing to do; an act on its way may have to be undone yet. */
  private void settled(SessionKey key, Optional<Look> look, Progress state) {
    lane(key.routerId()).remove(key);
    lane(key.routerId()).wake(key);
    differences.closed(key);
    if (look.isEmpty()) {
      state.flight.ifPresent(flight -> flight.request().obsolete());
      progress.remove(key);
      unproved.ended(key);
      questions.settled(key);
      intentions.forget(key);
      return;
    }
    state
        .flight
        .filter(flight -> !look.get().stillWants(flight.act()))
        .ifPresent(flight -> flight.request().obsolete());
    if (state.idle()) {
      progress.remove(key);
    }
  }

  private Lane lane(long routerId) {
    return lanes.computeIfAbsent(
        routerId, any -> new Lane(Math.max(LEAST_WINDOW, limits.actsPerSecond())));
  }

  /** Lets the next session of a lane have its act, and comes back at the router's pace. */
  private void turn(long routerId, Lane lane) {
    while (limits.permission().toActOn(routerId)
        && lane.isOpen(System.nanoTime(), routers.lastHeard(routerId))) {
      if (act(lane.next().orElseThrow(), lane)) {
        lane.pause(true);
        thread.in(
            limits.pace(),
            () -> {
              lane.pause(false);
              turn(routerId, lane);
            });
      }
    }
  }

  /**
   * Decides once more, with the facts of this moment, and sends.
   *
   * @return whether anything was sent
   */
  private boolean act(SessionKey key, Lane lane) {
    Optional<Look> look = intentions.look(key);
    Progress state = progress.getOrDefault(key, new Progress());
    Optional<Act> act = look.flatMap(seen -> intentions.act(seen, state));
    if (look.isEmpty() || act.isEmpty()) {
      settled(key, look, state);
      return false;
    }
    OpenSession session = look.get().session();
    if (act.get() instanceof Act.Change change && !session.attempted().contains(change.becomes())) {
      record.attempted(session, change.becomes());
    }
    Naming naming = lane.naming();
    long now = System.nanoTime();
    CoaClient.InFlight request =
        parts
            .client()
            .send(
                look.get().router(),
                identifier -> SessionRequest.of(identifier, session, act.get(), naming),
                () -> limits.permission().toActOn(key.routerId()),
                answer -> thread.run(() -> answered(session, act.get(), answer)));
    lane.sent(now);
    progress.put(key, state);
    state.flight = Optional.of(new Progress.Flight(act.get(), naming, now, request));
    state.lastTried = act;
    differences.put(
        OpenDifferences.Entry.of(look.get().session(), act.get(), state, clock.instant()));
    return true;
  }

  private void answered(OpenSession session, Act act, CoaAnswer answer) {
    SessionKey key = session.key();
    Lane lane = lane(key.routerId());
    Progress state = progress.computeIfAbsent(key, any -> new Progress());
    answers.tell(session, act, answer, state);
    Optional<Progress.Flight> flight = state.flight;
    state.flight = Optional.empty();
    long sentAt = flight.map(Progress.Flight::sentAt).orElse(System.nanoTime());
    boolean routerSilent = answer instanceof CoaAnswer.Silent && lane.gaveUp(sentAt);
    if (answer instanceof CoaAnswer.Acknowledged || answer instanceof CoaAnswer.Refused) {
      lane.answered(System.nanoTime()).forEach(this::consider);
    }
    Optional<OpenSession> current =
        sessions.find(key).filter(now -> now.generation() == session.generation());
    if (current.isEmpty()) {
      progress.remove(key);
    } else {
      Naming named = flight.map(Progress.Flight::naming).orElse(lane.naming());
      Optional<Duration> rest = answers.settle(answer, act, current.get(), state, lane, named);
      rest.filter(any -> !routerSilent).ifPresent(time -> rest(key, time));
    }
    consider(key);
    turn(key.routerId(), lane);
  }

  private void rest(SessionKey key, Duration time) {
    Lane lane = lane(key.routerId());
    lane.rest(key);
    thread.in(
        time,
        () -> {
          if (lane.wake(key)) {
            consider(key);
          }
        });
  }

  @Override
  public void close() {
    thread.close();
  }
}
