package id.gerbang.radius.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A session as the table {@code session} keeps it.
 *
 * @param generation tells sessions apart that share a key: 0 for the first
 * @param granted what it holds, as {@code Granted} text; empty when unknown
 * @param attempted what unanswered CoAs may have made of that: texts alike, parted by spaces
 * @param stop how it ended; absent while it is open
 */
public record SessionRow(
    SessionKey key,
    int generation,
    Optional<Long> subscriberId,
    String classText,
    String granted,
    String attempted,
    Place place,
    Instant startedAt,
    Instant updatedAt,
    Instant heardAt,
    Counters counters,
    Optional<Stop> stop) {

  /** Of which no CoA is in doubt. */
  public SessionRow(
      SessionKey key,
      int generation,
      Optional<Long> subscriberId,
      String classText,
      String granted,
      Place place,
      Instant startedAt,
      Instant updatedAt,
      Instant heardAt,
      Counters counters,
      Optional<Stop> stop) {
    this(
        key,
        generation,
        subscriberId,
        classText,
        granted,
        "",
        place,
        startedAt,
        updatedAt,
        heardAt,
        counters,
        stop);
  }

  /** Cause of a close that we concluded (RFC 2866 §5.10). */
  public static final long LOST_SERVICE = 3;

  /**
   * The end of a session.
   *
   * @param sessionTime Acct-Session-Time of the Stop
   * @param guessed concluded by us: a Stop replaces it, a later report undoes it
   */
  public record Stop(Instant at, long sessionTime, long cause, boolean guessed) {}

  public boolean open() {
    return stop.isEmpty();
  }

  SessionRow ended(Stop by) {
    return with(Optional.of(by));
  }

  SessionRow reopened() {
    return with(Optional.empty());
  }

  /**
   * Ends it where it was last heard of, by our own conclusion: when it really ended nobody knows.
   */
  public SessionRow endedByGuess(long cause) {
    return ended(new Stop(updatedAt, counters.sessionTime(), cause, true));
  }

  private SessionRow with(Optional<Stop> end) {
    return new SessionRow(
        key,
        generation,
        subscriberId,
        classText,
        granted,
        attempted,
        place,
        startedAt,
        updatedAt,
        heardAt,
        counters,
        end);
  }
}
