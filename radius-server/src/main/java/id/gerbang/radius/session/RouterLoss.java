package id.gerbang.radius.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That a router has lost sessions: it rebooted (RFC 2866 §5.1, Accounting-On and -Off), was silent
 * about them while it spoke of others, lists one no more, or died before somebody's eyes. Kept, so
 * that a record from before that comes later opens nothing.
 *
 * @param only the one that it lost; empty: all
 * @param nasIdentifier tells routers behind one address apart; empty: all of them
 * @param cause of the close (RFC 2866 §5.10)
 * @param beganBefore by the router's clock; empty: whenever they began
 * @param heardBefore by our clock; what was heard after it is alive
 */
public record RouterLoss(
    long routerId,
    Optional<SessionKey> only,
    Optional<String> nasIdentifier,
    long cause,
    Optional<Instant> beganBefore,
    Instant heardBefore) {

  /** Of all that it had. */
  public RouterLoss(
      long routerId,
      Optional<String> nasIdentifier,
      long cause,
      Optional<Instant> beganBefore,
      Instant heardBefore) {
    this(routerId, Optional.empty(), nasIdentifier, cause, beganBefore, heardBefore);
  }

  /** For so long may a record from before a reboot come after it. */
  public static final Duration LATE = Duration.ofMinutes(10);

  /** Of sessions that a router has not mentioned since, though it was heard all the while. */
  public static RouterLoss silent(long routerId, Instant heardBefore) {
    return new RouterLoss(
        routerId, Optional.empty(), SessionRow.LOST_SERVICE, Optional.empty(), heardBefore);
  }

  /**
   * Of one session: a router had listed it and lists it no more, or never did and is silent of it.
   */
  public static RouterLoss of(SessionKey session, Instant heardBefore) {
    return new RouterLoss(
        session.routerId(),
        Optional.of(session),
        Optional.empty(),
        SessionRow.LOST_SERVICE,
        Optional.empty(),
        heardBefore);
  }

  boolean took(SessionRow session) {
    boolean late = beganBefore.map(reboot -> session.updatedAt().isBefore(reboot)).orElse(false);
    return session.key().routerId() == routerId
        && only.map(session.key()::equals).orElse(true)
        && beganBefore.map(session.startedAt()::isBefore).orElse(true)
        && session.heardAt().isBefore(late ? heardBefore.plus(LATE) : heardBefore)
        && isOf(session.place().nasIdentifier());
  }

  private boolean isOf(Optional<String> identifier) {
    return nasIdentifier.isEmpty() || identifier.isEmpty() || nasIdentifier.equals(identifier);
  }

  Instant at() {
    return beganBefore.orElse(heardBefore);
  }
}
