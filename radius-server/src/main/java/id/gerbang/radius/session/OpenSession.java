package id.gerbang.radius.session;

import id.gerbang.core.session.Granted;
import java.time.Instant;
import java.util.Optional;

/**
 * A live session, as much of it as an act upon it needs.
 *
 * @param granted what it holds; empty when nothing says so
 * @param framedIp as last reported: CoA and Disconnect name it
 * @param nasIp as reported by the router itself
 */
public record OpenSession(
    SessionKey key,
    int generation,
    long subscriberId,
    Optional<Granted> granted,
    Optional<String> framedIp,
    Optional<String> nasIp,
    Instant startedAt,
    Instant updatedAt) {

  /** Of a row that is open and belongs to a subscriber. */
  static OpenSession of(SessionRow row, long subscriberId) {
    return new OpenSession(
        row.key(),
        row.generation(),
        subscriberId,
        Granted.parse(row.granted()),
        row.place().framedIp(),
        row.place().nasIp(),
        row.startedAt(),
        row.updatedAt());
  }

  OpenSession holding(Optional<Granted> grantedNow) {
    return new OpenSession(
        key, generation, subscriberId, grantedNow, framedIp, nasIp, startedAt, updatedAt);
  }
}
