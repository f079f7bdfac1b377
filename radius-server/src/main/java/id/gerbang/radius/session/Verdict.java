package id.gerbang.radius.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session that no Stop has ended is over all the same: its user dialled again from the
 * same place, or its router lost it. Follows from facts that stay, so that any order of records
 * ends alike; the first of several ends gives the cause. A session that speaks after all of them is
 * open.
 */
public final class Verdict {

  /** Within so long a router has noticed that a line is cut (keepalive-timeout, LCP echo). */
  private static final Duration NOTICED = Duration.ofMinutes(2);

  private static final Pattern MAC = Pattern.compile("\\p{XDigit}{2}([:-]\\p{XDigit}{2}){5}");

  private Verdict() {}

  /**
   * The row as it should stand.
   *
   * @param ofUser sessions of its user on its router, itself or not
   * @param losses those of its router that may concern it
   */
  public static SessionRow on(
      SessionRow session, Collection<SessionRow> ofUser, Collection<RouterLoss> losses) {
    if (session.stop().map(stop -> !stop.guessed()).orElse(false)) {
      return session;
    }
    @Nullable Instant first = null;
    long cause = 0;
    for (RouterLoss loss : losses) {
      if (loss.took(session) && isBefore(loss.at(), loss.cause(), first, cause)) {
        first = loss.at();
        cause = loss.cause();
      }
    }
    for (SessionRow other : ofUser) {
      if (supersedes(other, session)
          && isBefore(other.startedAt(), SessionRow.LOST_SERVICE, first, cause)) {
        first = other.startedAt();
        cause = SessionRow.LOST_SERVICE;
      }
    }
    return first == null ? session.reopened() : session.endedByGuess(cause);
  }

  private static boolean isBefore(
      Instant at, long cause, @Nullable Instant other, long otherCause) {
    return other == null || at.isBefore(other) || (at.equals(other) && cause < otherCause);
  }

  /**
   * Whether one session took another's place: same router and user, begun later, and the same id,
   * the same port, or the same modem, which may have two: where the older one still speaks, both
   * are. A Calling-Station-Id that is no MAC proves nothing: of SSTP it is the address that a whole
   * house shares.
   */
  static boolean supersedes(SessionRow later, SessionRow earlier) {
    return later.startedAt().isAfter(earlier.startedAt())
        && later.key().routerId() == earlier.key().routerId()
        && later.key().username().equals(earlier.key().username())
        && (later.key().acctSessionId().equals(earlier.key().acctSessionId())
            || isSamePort(later.place(), earlier.place())
            || isSameModem(later.place(), earlier.place()) && !spokeAfter(later, earlier));
  }

  /** Both by one router's clock; not at once, for that a line is cut is noticed late. */
  private static boolean spokeAfter(SessionRow later, SessionRow earlier) {
    return earlier.updatedAt().isAfter(later.startedAt().plus(NOTICED));
  }

  private static boolean isSameModem(Place one, Place other) {
    Optional<String> station = one.callingStationId().filter(text -> MAC.matcher(text).matches());
    return station.isPresent() && station.equals(other.callingStationId());
  }

  /** 0 is what a router says that has no ports. */
  private static boolean isSamePort(Place one, Place other) {
    return one.nasPort().filter(port -> port != 0).isPresent()
        && one.nasPort().equals(other.nasPort());
  }
}
