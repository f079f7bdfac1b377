package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a router said of a session and nothing has proved yet: that it ended it, does not know it or
 * can't end it, that it changed it. To be looked up on the router itself: whether it is there, what
 * its queue lets through. Asked by the thread that decides, answered by the one that reads what
 * billing saw.
 */
final class Questions {

  /** Where no router is looked at, nobody answers: a report settles it then. */
  private static final Duration ANSWERED_BY_THEN = Duration.ofMinutes(10);

  private final Map<SessionKey, Question> open = new HashMap<>();

  /**
   * What a router said, to be compared with what it shows.
   *
   * @param end whether the session is to be over; otherwise it is to be as it was changed
   * @param acknowledged whether an act was, and the session has not gone on since
   * @param lastReport when the session's last report before that came
   * @param at when it said so
   * @param contradicted how often a queue has shown something else so far
   */
  record Question(
      boolean end, boolean acknowledged, Instant lastReport, Instant at, int contradicted) {

    private Question goneOn() {
      return new Question(end, false, lastReport, at, contradicted);
    }

    private Question contradictedAgain() {
      return new Question(end, acknowledged, lastReport, at, contradicted + 1);
    }
  }

  /** A router says that it ended a session. */
  synchronized void ends(SessionKey session, Instant lastReport, Instant at) {
    open.put(session, new Question(true, true, lastReport, at, 0));
  }

  /** A router says that it has no such session, or can't end it. */
  synchronized void isUnknown(SessionKey session, Instant lastReport, Instant at) {
    open.put(session, new Question(true, false, lastReport, at, 0));
  }

  /** A router says that it changed a session, perhaps once more. */
  synchronized void changes(SessionKey session, Instant lastReport, Instant at) {
    Question before = open.get(session);
    open.put(
        session,
        new Question(false, true, lastReport, at, before == null ? 0 : before.contradicted()));
  }

  /** Its queue shows something else; tells how often so far. */
  synchronized int contradicted(SessionKey session) {
    Question now = open.computeIfPresent(session, (same, was) -> was.contradictedAgain());
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
        (same, question) -> {
          if (!report.isAfter(question.lastReport())) {
            return question;
          }
          boolean over = question.end() || now.isAfter(question.at().plus(ANSWERED_BY_THEN));
          return over ? null : question.goneOn();
        });
  }

  /** Acts that were acknowledged and nothing has proved yet, not even that the session goes on. */
  synchronized long unproved() {
    return open.values().stream().filter(Question::acknowledged).count();
  }

  synchronized Optional<Instant> oldestUnproved() {
    return open.values().stream()
        .filter(Question::acknowledged)
        .map(Question::at)
        .min(Comparator.naturalOrder());
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
