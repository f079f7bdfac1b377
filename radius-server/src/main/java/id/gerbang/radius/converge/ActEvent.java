package id.gerbang.radius.converge;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.event.AccessEvent;
import id.gerbang.radius.session.OpenSession;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the helpdesk is told of an act: done or not, why, and what the session got by it. */
final class ActEvent {

  private ActEvent() {}

  /**
   * Of an act on a session.
   *
   * @param more words, perhaps none
   */
  static AccessEvent of(Instant now, OpenSession session, Act act, CoaAnswer answer, String more) {
    return new AccessEvent(
        now,
        session.key().routerId(),
        session.subscriberId(),
        session.key().username(),
        kind(act) + '-' + outcome(answer),
        act.reason(),
        Optional.of(act.cause()),
        session.key().acctSessionId(),
        "",
        session.framedIp(),
        Stream.of(given(act), errorCause(answer), more)
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(" ")));
  }

  static AccessEvent of(Instant now, NamelessCut cut, CoaAnswer answer) {
    return new AccessEvent(
        now,
        cut.routerId(),
        cut.subscriberId(),
        cut.username(),
        "disconnect-" + outcome(answer),
        Reason.STAFF,
        Optional.of(Reason.STAFF),
        "",
        "",
        cut.framedIp(),
        errorCause(answer));
  }

  static String kind(Act act) {
    return act instanceof Act.Cut ? "disconnect" : "coa";
  }

  static String outcome(CoaAnswer answer) {
    if (answer instanceof CoaAnswer.Acknowledged) {
      return "ack";
    }
    return answer instanceof CoaAnswer.Refused ? "nak" : "timeout";
  }

  private static String given(Act act) {
    return act instanceof Act.Change change
        ? "rate=" + change.grant().rateLimit().orElse("-") + " list=" + change.grant().addressList()
        : "";
  }

  private static String errorCause(CoaAnswer answer) {
    return answer instanceof CoaAnswer.Refused refused && refused.errorCause() != 0
        ? "Error-Cause=" + refused.errorCause()
        : "";
  }
}
