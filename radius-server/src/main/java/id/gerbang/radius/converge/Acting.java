package id.gerbang.radius.converge;

import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares a session with what it is entitled to, and closes the difference by an act: one at a
 * time on a session, so many a second on a router, those that open first. One thread.
 */
final class Acting {

  private static final int LEAST_WINDOW = 16;

  private final RouterRegistry routers;
  private final OpenSessions sessions;
  private final CoaClient client;
  private final ActRecord record;
  private final Clock clock;
  private final Convergence.Limits limits;
  private final OwnThread thread;
  private final Intentions intentions;
  private final Answers answers;
  private final Questions questions;
  private final OpenDifferences differences = new OpenDifferences();
  private final Map<Long, Lane> lanes = new HashMap<>();
  private final Map<SessionKey, Progress> progress = new HashMap<>();
  private volatile int queued;

  Acting(
      Convergence.Parts parts,
      Convergence.Limits limits,
      OwnThread thread,
      Intentions intentions,
      Questions questions) {
    this.routers = parts.routers();
    this.sessions = parts.sessions();
    this.client = parts.client();
    this.record = parts.record();
    this.clock = parts.clock();
    this.limits = limits;
    this.thread = thread;
    this.intentions = intentions;
    this.answers = new Answers(parts, questions);
    this.questions = questions;
    parts.counters().gauge("gerbang_radius_sessions_unequal", progress::size);
    parts.counters().gauge("gerbang_radius_acts_queued", () -> queued);
  }

  OpenDifferences differences() {
    return differences;
  }

  /** What was tried of a session, if anything. */
  Progress tried(OpenSession session) {
    Progress known = progress.get(session.key());
    if (known != null && known.generation == session.generation()) {
      return known;
    }
    Progress nothing = new Progress(session.generation());
    if (known != null) {
      nothing.flight = known.flight;
    }
    return nothing;
  }

  /** The same, to be kept from now on. */
  Progress kept(OpenSession session) {
    Progress state = tried(session);
    progress.put(session.key(), state);
    return state;
  }

  /** Lets every router have what it may have now. */
  void turn() {
    lanes.forEach(this::turn);
    queued = lanes.values().stream().mapToInt(Lane::size).sum();
  }

  /** A session that differs, with what was tried of it, and the act that would close that. */
  private record Wanted(Look look, Progress state, Act act) {}

  /** Compares; what needs no act is settled by that. */
  private Optional<Wanted> compare(SessionKey key) {
    Optional<Look> look = intentions.look(key);
    if (look.isEmpty()) {
      gone(key);
      return Optional.empty();
    }
    Progress state = tried(look.get().session());
    Optional<Act> act = intentions.act(look.get(), state);
    if (act.isEmpty()) {
      settled(look.get(), state);
    }
    return act.map(needed -> new Wanted(look.get(), state, needed));
  }

  /** Compares, and queues the session on its router's lane if there is anything to do. */
  void consider(SessionKey key) {
    compare(key).ifPresent(this::queue);
  }

  private void queue(Wanted wanted) {
    Progress state = wanted.state();
    keep(wanted);
    if (state.flight.isPresent()) {
      Progress.Flight flight = state.flight.get();
      if (!intentions.wants(wanted.look(), flight.act())) {
        flight.request().obsolete();
      }
      return;
    }
    SessionKey key = wanted.look().session().key();
    Lane lane = lane(key.routerId());
    if (state.lastTried.filter(tried -> !sameIntent(tried, wanted.act())).isPresent()) {
      state.startAfresh();
      lane.wake(key);
    }
    if (!lane.rests(key) && state.believedGoneSince.isEmpty()) {
      lane.add(key, wanted.act(), state.failures > 0);
      turn(key.routerId(), lane);
    }
  }

  /** The difference is open, and what was tried of it is kept. */
  private void keep(Wanted wanted) {
    OpenSession session = wanted.look().session();
    progress.put(session.key(), wanted.state());
    differences.put(
        OpenDifferences.Entry.of(session, wanted.act(), wanted.state(), clock.instant()));
  }

  private static boolean sameIntent(Act one, Act other) {
    return one instanceof Act.Change before && other instanceof Act.Change after
        ? Difference.sameMeaning(before.becomes(), after.becomes())
        : one.getClass() == other.getClass();
  }

  /** There is no such session; the end of an act on its way is awaited all the same. */
  private void gone(SessionKey key) {
    closed(key);
    Optional<Progress.Flight> flight =
        Optional.ofNullable(progress.get(key)).flatMap(it -> it.flight);
    flight.ifPresentOrElse(it -> it.request().obsolete(), () -> progress.remove(key));
    questions.settled(key);
    intentions.forget(key);
  }

  /** There is nothing to do; an act on its way may have to be undone yet. */
  private void settled(Look look, Progress state) {
    SessionKey key = look.session().key();
    closed(key);
    state
        .flight
        .filter(flight -> !look.stillWants(flight.act()))
        .ifPresent(flight -> flight.request().obsolete());
    if (state.idle()) {
      progress.remove(key);
    } else {
      progress.put(key, state);
    }
  }

  private void closed(SessionKey key) {
    lane(key.routerId()).remove(key);
    lane(key.routerId()).wake(key);
    differences.closed(key);
  }

  private Lane lane(long routerId) {
    return lanes.computeIfAbsent(
        routerId, any -> new Lane(Math.max(LEAST_WINDOW, limits.actsPerSecond())));
  }

  /** Lets the next session of a lane have its act, and comes back at the router's pace. */
  private void turn(long routerId, Lane lane) {
    while (limits.permission().toActOn(routerId)
        && lane.isOpen(System.nanoTime(), routers.lastHeard(routerId))) {
      // Compared once more, with the facts of this moment.
      Optional<Wanted> next = compare(lane.next().orElseThrow());
      if (next.isPresent()) {
        send(next.get(), lane);
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

  private void send(Wanted wanted, Lane lane) {
    OpenSession session = wanted.look().session();
    Progress state = wanted.state();
    Act act = wanted.act();
    boolean alone = state.perhaps().isEmpty() && session.attempted().isEmpty();
    if (act instanceof Act.Change change && !session.attempted().contains(change.becomes())) {
      record.attempted(session, change.becomes());
    }
    Naming naming = lane.naming();
    long now = System.nanoTime();
    CoaClient.InFlight request =
        client.send(
            wanted.look().router(),
            identifier -> SessionRequest.of(identifier, session, act, naming),
            () -> limits.permission().toActOn(session.key().routerId()),
            answer -> thread.run(() -> answered(session, answer)));
    lane.sent(now);
    state.flight = Optional.of(new Progress.Flight(act, naming, alone, now, request));
    state.lastTried = Optional.of(act);
    keep(wanted);
  }

  private void answered(OpenSession session, CoaAnswer answer) {
    SessionKey key = session.key();
    Lane lane = lane(key.routerId());
    Progress state = Objects.requireNonNull(progress.get(key), "kept until it is answered");
    Progress.Flight flight = state.flight.orElseThrow();
    answers.tell(session, flight.act(), answer, state);
    state.flight = Optional.empty();
    boolean routerSilent = answer instanceof CoaAnswer.Silent && lane.gaveUp(flight.sentAt());
    if (answer instanceof CoaAnswer.Acknowledged || answer instanceof CoaAnswer.Refused) {
      lane.answered(System.nanoTime()).forEach(this::consider);
    }
    Optional<OpenSession> current =
        sessions.find(key).filter(now -> now.generation() == session.generation());
    if (current.isEmpty()) {
      progress.remove(key);
    } else {
      Optional<Duration> rest = answers.settle(answer, flight, current.get(), state, lane);
      rest.filter(any -> !routerSilent).ifPresent(time -> rest(key, time));
    }
    consider(key);
    turn(key.routerId(), lane);
  }

  /** Lets a session alone for so long, unless something happens to it. */
  void rest(SessionKey key, Duration time) {
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
}
