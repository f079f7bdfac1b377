package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Acts that a router acknowledged and nothing has proved yet: a Disconnect by the Stop, a CoA by
 * the session's next report, which goes on without contradicting it.
 */
final class Unproved {

  private final Map<SessionKey, Act> oldestFirst = new LinkedHashMap<>();

  private record Act(long at, Instant lastReport) {}

  synchronized void acknowledged(SessionKey session, Instant lastReport, long now) {
    oldestFirst.remove(session);
    oldestFirst.put(session, new Act(now, lastReport));
  }

  /**
   * Of a session as it is known now; whether a report proves an act or belies it is the caller's to
   * know.
   *
   * @param report when the latest one came, by our clock
   */
  synchronized void reported(SessionKey session, Instant report) {
    oldestFirst.computeIfPresent(
        session, (same, act) -> report.isAfter(act.lastReport()) ? null : act);
  }

  /** The router's own queue shows it. */
  synchronized void proved(SessionKey session) {
    oldestFirst.remove(session);
  }

  synchronized void ended(SessionKey session) {
    oldestFirst.remove(session);
  }

  synchronized int size() {
    return oldestFirst.size();
  }

  synchronized Optional<Duration> oldest(long now) {
    Iterator<Act> acts = oldestFirst.values().iterator();
    return acts.hasNext()
        ? Optional.of(Duration.ofNanos(now - acts.next().at()))
        : Optional.empty();
  }
}
