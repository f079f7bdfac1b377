package id.gerbang.radius.converge;

import id.gerbang.core.session.Granted;
import id.gerbang.radius.admission.SessionLimits;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a router's answer to an act makes of what is known of the session, and when the next try may
 * be. It sends nothing. One thread.
 */
final class Answers {

  /** The log of convergence: what somebody has to look at stands in one place. */
  private static final Logger log = LoggerFactory.getLogger(Convergence.class);

  static final Duration UNTIL_SOMEBODY_LOOKED = Duration.ofMinutes(10);

  /** Session Context Not Removable (RFC 5176 §3.5). */
  private static final long NOT_REMOVABLE = 504;

  private static final long FIRST_RETRY_MILLIS = 1_000;
  private static final long MAX_RETRY_MILLIS = 30_000;
  private static final Duration QUIET = Duration.ofMinutes(15);

  private final OpenSessions sessions;
  private final SessionLimits sessionLimits;
  private final ActRecord record;
  private final Clock clock;
  private final Questions questions;

  Answers(Convergence.Parts parts, Questions questions) {
    this.sessions = parts.sessions();
    this.sessionLimits = parts.sessionLimits();
    this.record = parts.record();
    this.clock = parts.clock();
    this.questions = questions;
  }

  /** Every answer; of silence that lasts, ever more seldom. */
  void tell(OpenSession session, Act act, CoaAnswer answer, Progress state) {
    Instant now = clock.instant();
    record.count(act, answer);
    if (answer instanceof CoaAnswer.Silent) {
      if (state.unanswered.again(now)) {
        record.unanswered(now, session, act, answer, state.unanswered.tries());
      }
    } else if (!(answer instanceof CoaAnswer.Unsent)) {
      state.unanswered = new Unanswered();
      record.answered(now, session, act, answer);
    }
  }

  /**
   * Takes the answer into what is known.
   *
   * @return how long the session rests before the same is tried again
   */
  Optional<Duration> settle(
      CoaAnswer answer, Progress.Flight sent, OpenSession current, Progress state, Lane lane) {
    Act act = sent.act();
    if (answer instanceof CoaAnswer.Acknowledged) {
      acknowledged(act, current, state);
      return Optional.empty();
    }
    if (!(answer instanceof CoaAnswer.Silent) && act instanceof Act.Change && sent.alone()) {
      current.granted().ifPresent(held -> holds(current, held));
    }
    if (answer instanceof CoaAnswer.Refused refused) {
      return refused(refused, sent, current, state, lane);
    }
    if (answer instanceof CoaAnswer.Unsent) {
      lane.unsent();
    } else if (act instanceof Act.Change change) {
      state.mayHold(change.becomes(), current);
    } else {
      sessionLimits.doubt(current);
    }
    state.failures++;
    return Optional.of(backoff(state));
  }

  private void acknowledged(Act act, OpenSession current, Progress state) {
    SessionKey key = current.key();
    state.startAfresh();
    if (act instanceof Act.Change change) {
      state.perhaps().clear();
      holds(current, change.becomes());
      questions.changes(key, current.heardAt(), clock.instant());
    } else {
      // Acknowledged is not proved: the Stop is, and an Interim after this reopens it.
      questions.ends(key, current.heardAt(), clock.instant());
      gone(current, state);
    }
  }

  /** And nothing else: no CoA that was attempted is in doubt. */
  private void holds(OpenSession current, Granted granted) {
    sessions.granted(current.key(), current.generation(), granted);
    record.granted(current, granted);
  }

  private void gone(OpenSession current, Progress state) {
    state.believedGoneSince = Optional.of(current.heardAt());
    sessionLimits.doubt(current);
  }

  private Optional<Duration> refused(
      CoaAnswer.Refused refused,
      Progress.Flight sent,
      OpenSession current,
      Progress state,
      Lane lane) {
    Naming named = sent.naming();
    boolean quiet = Duration.between(current.heardAt(), clock.instant()).compareTo(QUIET) > 0;
    switch (Refusal.of(refused.errorCause(), sent.act(), named, state.refused, quiet)) {
      case GONE -> {
        questions.isUnknown(current.key(), current.heardAt(), clock.instant());
        gone(current, state);
      }
      case CUT -> state.cutOnly = true;
      case NAME_WITHOUT_NAS -> lane.name(named.withoutNasAddress());
      case NAME_MORE -> lane.name(named.withStation());
      case LATER -> {
        state.refused = true;
        state.failures++;
        return Optional.of(backoff(state));
      }
      case ALARM -> {
        state.alarm = "Error-Cause " + refused.errorCause();
        log.warn(
            "router {} refuses an act on {}, session {}, with {}: somebody has to look",
            current.key().routerId(),
            current.key().username(),
            current.key().acctSessionId(),
            state.alarm);
        state.failures++;
        if (refused.errorCause() == NOT_REMOVABLE && !(sent.act() instanceof Act.Change)) {
          // Not by RADIUS: where it is listed it is removed over the API.
          questions.isUnknown(current.key(), current.heardAt(), clock.instant());
        }
        return Optional.of(UNTIL_SOMEBODY_LOOKED);
      }
    }
    return Optional.empty();
  }

  private static Duration backoff(Progress state) {
    return Duration.ofMillis(
        Math.min(MAX_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(state.failures - 1, 5)));
  }
}
