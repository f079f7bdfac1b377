package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be looked up on the routers themselves: of sessions whose end a router has
 * acknowledged or that it says it does not know, whether they are there; of those that it says it
 * has changed, what their queues let through. Asked by the thread that decides, answered by the one
 * that reads what billing saw.
 */
final class Questions {

  /** Where no router is looked at, nobody answers: a report settles it then. */
  private static final Duration ANSWERED_BY_THEN = Duration.ofMinutes(10);

  private final Map<SessionKey, Question> open = new HashMap<>();

  /**
   * What a router said, to be compared with what it shows.
   *
   * @param end whether the session is to be over; otherwise it is to be as it was changed
   * @param lastReport when the session's last report before that came
   * @param at when it said so
   * @param contradicted how often a queue has shown something else so far
   */
  record Question(boolean end, Instant lastReport, Instant at, int contradicted) {}

  /** A router says that a session is over. */
  synchronized void ends(SessionKey session, Instant lastReport, Instant at) {
    open.put(session, new Question(true, lastReport, at, 0));
  }

  /** A router says that it changed a session, perhaps once more. */
  synchronized void changes(SessionKey session, Instant lastReport, Instant at) {
    Question before = open.get(session);
    open.put(
        session, new Question(false, lastReport, at, before == null ? 0 : before.contradicted()));
  }

  /** Its queue shows something else; tells how often so far. */
  synchronized int contradicted(SessionKey session) {
    Question now =
        open.computeIfPresent(
            session,
            (same, was) ->
                new Question(was.end(), was.lastReport(), was.at(), was.contradicted() + 1));
    return now == null ? 0 : now.contradicted();
  }

  synchronized Optional<Question> of(SessionKey session) {
    return Optional.ofNullable(open.get(session));
  }

  synchronized void settled(SessionKey session) {
    open.remove(session);
  }

  /**
   * A session speaks: it is not over, and what it was changed to is not asked for ever.
   *
   * @param report when its latest report came: no news where the router said later what it said
   */
  synchronized void reported(SessionKey session, Instant report, Instant now) {
    open.computeIfPresent(
        session,
        (same, question) ->
            report.isAfter(question.lastReport())
                    && (question.end() || now.isAfter(question.at().plus(ANSWERED_BY_THEN)))
                ? null
                : question);
  }

  synchronized Set<SessionKey> onRouter(long routerId) {
    Set<SessionKey> sessions = new HashSet<>();
    for (SessionKey session : open.keySet()) {
      if (session.routerId() == routerId) {
        sessions.add(session);
      }
    }
    return sessions;
  }

  synchronized Set<Long> routers() {
    Set<Long> routers = new HashSet<>();
    open.keySet().forEach(session -> routers.add(session.routerId()));
    return routers;
  }
}
