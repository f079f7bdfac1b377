package id.gerbang.radius.session;

import java.time.Instant;
import java.util.Optional;

/**
 * What one Accounting-Request says of a session.
 *
 * @param eventAt when it happened: the router's clock where believable, else arrival less delay
 * @param arrivedAt when we heard it, by our clock
 * @param classText Class as returned by the router; ours, another's or empty
 * @param sessionClass Class where it is ours
 */
public record SessionReport(
    Kind kind,
    SessionKey key,
    String classText,
    Optional<SessionClass> sessionClass,
    Optional<Long> subscriberId,
    Place place,
    Counters counters,
    Optional<Long> terminateCause,
    Instant eventAt,
    Instant arrivedAt) {

  /** The three kinds of record that concern one session (RFC 2866 §5.1). */
  public enum Kind {
    START,
    INTERIM,
    STOP
  }

  /** When the session began, by this report. */
  public Instant startedAt() {
    return eventAt.minusSeconds(counters.sessionTime());
  }

  /** The same with more known of where it is. */
  public SessionReport with(Place fuller) {
    return new SessionReport(
        kind,
        key,
        classText,
        sessionClass,
        subscriberId,
        fuller,
        counters,
        terminateCause,
        eventAt,
        arrivedAt);
  }
}
