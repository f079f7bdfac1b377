package id.gerbang.radius.converge;

import id.gerbang.core.access.Decision;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.accounting.JournalEntry;
import id.gerbang.radius.admission.SessionLimits;
import id.gerbang.radius.ops.AccessEvents;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.subscriber.ChangeFeed;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the difference between what sessions hold and what they are entitled to. Level-triggered:
 * whatever wakes it, it compares again and acts on what is true then, so a lost packet or a crash
 * only delays it. There is no second way to reach a session.
 *
 * <p>One thread decides; one act at a time on a session; at most 50 acts a second on a router, acts
 * that open first.
 */
public final class Convergence implements ChangeFeed.Listener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Convergence.class);
  private static final long PACE_MILLIS = 20;
  private static final long TICK_MILLIS = 250;
  private static final long FIRST_RETRY_MILLIS = 1_000;
  private static final long MAX_RETRY_MILLIS = 30_000;

  private final SubscriberDirectory directory;
  private final RouterRegistry routers;
  private final OpenSessions sessions;
  private final SessionLimits limits;
  private final CoaClient client;
  private final Journal journal;
  private final AccessEvents events;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "converge"));
  private final Map<Long, Lane> lanes = new HashMap<>();
  private final Map<SessionKey, Progress> progress = new HashMap<>();
  private final Alarms alarms = new Alarms();
  private boolean wasStale;

  /** What was tried on a session that is not yet equal. */
  private static final class Progress {
    private boolean acting;
    private boolean waiting;
    private int failures;

    /** Report after which a Disconnect-ACK, or a "not found", is doubted: see {@link #heard}. */
    private Optional<Instant> believedGoneSince = Optional.empty();

    /** CoA was refused: only a redial helps. */
    private boolean cutOnly;

    /** What an unanswered CoA may have made of the session, whatever its row says. */
    private Optional<Granted> perhaps = Optional.empty();
  }

  public Convergence(
      SubscriberDirectory directory,
      RouterRegistry routers,
      OpenSessions sessions,
      SessionLimits limits,
      CoaClient client,
      Journal journal,
      AccessEvents events,
      Counters counters,
      Clock clock) {
    this.directory = directory;
    this.routers = routers;
    this.sessions = sessions;
    this.limits = limits;
    this.client = client;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
    counters.gauge("gerbang_radius_sessions_unequal", progress::size);
  }

  public void start() {
    thread.scheduleWithFixedDelay(
        () -> guarded(this::ring), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void subscribersChanged(Collection<Long> subscriberIds) {
    run(
        () ->
            subscriberIds.forEach(
                id -> sessions.ofSubscriber(id).forEach(session -> consider(session.key()))));
  }

  @Override
  public void everythingMayHaveChanged() {
    run(this::considerAll);
  }

  private void considerAll() {
    List.copyOf(sessions.all()).forEach(session -> consider(session.key()));
  }

  /** An accounting report of an open session was applied: it is there, whatever a router said. */
  public void heard(OpenSession session) {
    run(
        () -> {
          Progress known = progress.get(session.key());
          if (known != null
              && known
                  .believedGoneSince
                  .map(since -> session.updatedAt().isAfter(since))
                  .orElse(false)) {
            known.believedGoneSince = Optional.empty();
          }
          consider(session.key());
        });
  }

  /** A session ended: there is nothing left to close. */
  public void ended(SessionKey key) {
    run(() -> consider(key));
  }

  private void run(Runnable work) {
    try {
      thread.execute(() -> guarded(work));
    } catch (RejectedExecutionException closed) {
      log.debug("convergence is closed");
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("convergence failed, goes on", e);
    }
  }

  /** Compares, and queues the session on its router's lane if there is anything to do. */
  private void consider(SessionKey key) {
    Optional<Act> act = actFor(key);
    if (act.isEmpty()) {
      return;
    }
    Progress state = progress.computeIfAbsent(key, any -> new Progress());
    if (state.acting || state.waiting || state.believedGoneSince.isPresent()) {
      return;
    }
    Lane lane = lanes.computeIfAbsent(key.routerId(), any -> new Lane());
    lane.add(key, act.get());
    if (lane.start()) {
      drain(lane);
    }
  }

  /** What is to be done now; also drops the progress of a session that needs nothing. */
  private Optional<Act> actFor(SessionKey key) {
    Optional<OpenSession> session = sessions.find(key);
    Optional<Router> router = routers.find(key.routerId());
    if (session.isEmpty() || router.isEmpty() || !directory.loaded()) {
      progress.remove(key);
      alarms.clear(key);
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Subscriber> subscriber = directory.find(session.get().subscriberId());
    Optional<Decision> decision =
        subscriber.map(
            known ->
                limits.decide(
                    session.get(), known, directory.decide(known, router.get().policy(), now)));
    decision
        .flatMap(Decision::changesAt)
        .filter(at -> at.isAfter(now))
        .ifPresentOrElse(at -> alarms.set(key, at), () -> alarms.clear(key));
    Progress state = progress.getOrDefault(key, new Progress());
    Optional<Act> act = Difference.between(session.get().granted(), decision);
    if (state.perhaps.isPresent()) {
      act = surer(act, Difference.between(state.perhaps, decision));
    }
    if (act.isEmpty() || (!act.get().opens() && directory.stale())) {
      if (!state.acting && state.perhaps.isEmpty()) {
        progress.remove(key);
      }
      return Optional.empty();
    }
    return state.cutOnly && act.get() instanceof Act.Change change
        ? Optional.of(new Act.Cut(change.cause(), change.reason(), change.opens()))
        : act;
  }

  /** Of two acts, each right from where the session may be, the one that is right from both. */
  private static Optional<Act> surer(Optional<Act> one, Optional<Act> other) {
    return one.isEmpty() || other.filter(act -> act instanceof Act.Cut).isPresent() ? other : one;
  }

  /** Takes the next session of a lane, and comes back for the one after it at the router's pace. */
  private void drain(Lane lane) {
    Optional<SessionKey> next = lane.next();
    if (next.isEmpty()) {
      return;
    }
    act(next.get());
    try {
      thread.schedule(() -> guarded(() -> drain(lane)), PACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      log.debug("convergence is closed");
    }
  }

  /** Decides once more, with the facts of this moment, and sends. */
  private void act(SessionKey key) {
    Optional<Act> act = actFor(key);
    Optional<OpenSession> session = sessions.find(key);
    Optional<Router> router = routers.find(key.routerId());
    if (act.isEmpty() || session.isEmpty() || router.isEmpty()) {
      return;
    }
    Progress state = progress.computeIfAbsent(key, any -> new Progress());
    state.acting = true;
    client.send(
        router.get(),
        identifier -> SessionRequest.of(identifier, session.get(), act.get()),
        answer -> run(() -> answered(session.get(), act.get(), answer)));
  }

  private void answered(OpenSession session, Act act, CoaAnswer answer) {
    SessionKey key = session.key();
    events.note(ActEvent.of(clock.instant(), session, act, answer));
    Optional<OpenSession> current =
        sessions.find(key).filter(now -> now.generation() == session.generation());
    if (current.isEmpty()) {
      progress.remove(key);
      consider(key);
      return;
    }
    Progress state = progress.computeIfAbsent(key, any -> new Progress());
    state.acting = false;
    if (answer instanceof CoaAnswer.Acknowledged) {
      state.failures = 0;
      if (act instanceof Act.Change change) {
        state.perhaps = Optional.empty();
        granted(session, change);
        consider(key);
      } else {
        // Acknowledged is not proved: the Stop is, and an Interim after this reopens it.
        state.believedGoneSince = current.map(OpenSession::updatedAt);
        current.ifPresent(limits::doubt);
      }
    } else if (answer instanceof CoaAnswer.Refused refused && refused.sessionUnknown(act)) {
      state.believedGoneSince = current.map(OpenSession::updatedAt);
      current.ifPresent(limits::doubt);
    } else {
      state.cutOnly |= answer instanceof CoaAnswer.Refused && act instanceof Act.Change;
      if (answer instanceof CoaAnswer.Silent && act instanceof Act.Change change) {
        state.perhaps = state.perhaps.or(() -> Optional.of(change.becomes()));
      }
      if (answer instanceof CoaAnswer.Silent && act instanceof Act.Cut) {
        current.ifPresent(limits::doubt);
      }
      retryLater(key, state);
    }
  }

  private void granted(OpenSession session, Act.Change change) {
    sessions.granted(session.key(), change.becomes());
    byte[] entry =
        new JournalEntry.Acknowledged(session.key(), session.generation(), change.becomes().text())
            .encode();
    // Lost, it costs one CoA too many after a restart, and nothing else.
    journal.append(entry, Journal.Receipt.NONE);
  }

  private void retryLater(SessionKey key, Progress state) {
    long wait = Math.min(MAX_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(state.failures, 5));
    state.failures++;
    state.waiting = true;
    thread.schedule(
        () ->
            guarded(
                () -> {
                  state.waiting = false;
                  consider(key);
                }),
        wait,
        TimeUnit.MILLISECONDS);
  }

  /** Sessions whose time has come; and all of them, once what was put off may be done. */
  private void ring() {
    alarms.due(clock.instant()).forEach(this::consider);
    boolean stale = directory.stale();
    if (wasStale && !stale) {
      considerAll();
    }
    wasStale = stale;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
