package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sessions of one router that wait for an act, those that open first, those tried in vain last; and
 * whether the router answers. A silent router gets one act now and then, whatever waits. One
 * thread.
 */
final class Lane {

  private static final long FIRST_PROBE = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PROBE = TimeUnit.SECONDS.toNanos(30);
  private static final long PROBE_WHEN_HEARD = TimeUnit.SECONDS.toNanos(10);
  private static final long PROBE_WITH_FRESH_WHEN_HEARD = TimeUnit.SECONDS.toNanos(2);

  private final int unansweredAtMost;
  private final Set<SessionKey> opening = new LinkedHashSet<>();
  private final Set<SessionKey> closing = new LinkedHashSet<>();
  private final Set<SessionKey> tried = new LinkedHashSet<>();
  private final Set<SessionKey> resting = new HashSet<>();
  private Naming naming = Naming.USUAL;
  private boolean pausing;
  private boolean silent;
  private int unanswered;
  private int probes;
  private long lastSent;
  private long lastAnswer = System.nanoTime();

  /**
   * @param unansweredAtMost after so many acts without any answer the router counts as silent
   */
  Lane(int unansweredAtMost) {
    this.unansweredAtMost = unansweredAtMost;
  }

  /** The latest intent decides where a session waits. */
  void add(SessionKey session, Act act, boolean triedInVain) {
    remove(session);
    (triedInVain ? tried : act.opens() ? opening : closing).add(session);
  }

  void remove(SessionKey session) {
    opening.remove(session);
    closing.remove(session);
    tried.remove(session);
  }

  /** A session that waits for its own time, not for its turn. */
  void rest(SessionKey session) {
    resting.add(session);
  }

  /** Whether it was resting; it is not any more. */
  boolean wake(SessionKey session) {
    return resting.remove(session);
  }

  boolean rests(SessionKey session) {
    return resting.contains(session);
  }

  /** Whose turn it is. */
  Optional<SessionKey> next() {
    Optional<SessionKey> next = Stream.of(opening, closing, tried).flatMap(Set::stream).findFirst();
    next.ifPresent(this::remove);
    return next;
  }

  int size() {
    return opening.size() + closing.size() + tried.size();
  }

  /**
   * Whether an act may leave now.
   *
   * @param heard when the router last sent us anything
   */
  boolean isOpen(long now, OptionalLong heard) {
    if (pausing || size() == 0) {
      return false;
    }
    return !silent || now - lastSent >= probeInterval(heard);
  }

  /** A router that came back is found by what it sends us, not only by our asking. */
  private long probeInterval(OptionalLong heard) {
    long backoff = Math.min(LONGEST_PROBE, FIRST_PROBE << Math.min(probes, 5));
    if (heard.isEmpty() || heard.getAsLong() - lastSent < 0) {
      return backoff;
    }
    boolean fresh = !opening.isEmpty() || !closing.isEmpty();
    return Math.min(backoff, fresh ? PROBE_WITH_FRESH_WHEN_HEARD : PROBE_WHEN_HEARD);
  }

  /** Nothing more leaves until the pace allows it. */
  void pause(boolean on) {
    pausing = on;
  }

  void sent(long now) {
    lastSent = now;
    unanswered++;
    probes += silent ? 1 : 0;
    silent |= unanswered >= unansweredAtMost;
  }

  /** What was to be sent never left. */
  void unsent() {
    unanswered = Math.max(0, unanswered - 1);
  }

  /**
   * The router said something to an act; tells who need not rest any more if it had been silent.
   */
  List<SessionKey> answered(long now) {
    lastAnswer = now;
    unanswered = 0;
    probes = 0;
    if (!silent) {
      return List.of();
    }
    silent = false;
    List<SessionKey> woken = List.copyOf(resting);
    resting.clear();
    return woken;
  }

  /**
   * An act was given up.
   *
   * @return whether the whole router is silent: it answered nothing since that act was sent
   */
  boolean gaveUp(long sentAt) {
    silent |= lastAnswer - sentAt < 0;
    return silent;
  }

  boolean silent() {
    return silent;
  }

  Naming naming() {
    return naming;
  }

  void name(Naming by) {
    naming = by;
  }
}
