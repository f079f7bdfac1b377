package id.gerbang.radius.converge;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import java.util.Optional;

/** Compares what a session holds with what it is entitled to: a pure function. */
final class Difference {

  private Difference() {}

  /**
   * The act that closes the difference, if there is one.
   *
   * @param held what the session was granted; empty when neither its row nor a valid Class says so:
   *     then only a state narrower than the ordinary grant is acted upon
   * @param entitled empty when the subscriber is gone
   */
  static Optional<Act> between(Optional<Granted> held, Optional<Decision> entitled) {
    if (entitled.isEmpty()) {
      return Optional.of(new Act.Cut(Reason.DELETED, Reason.UNKNOWN_USER, false));
    }
    if (entitled.get() instanceof Decision.Accept accept) {
      Granted target = Granted.of(accept.reason(), accept.grant());
      if (held.isEmpty() && !accept.reason().narrowed()) {
        return Optional.empty();
      }
      if (held.isPresent() && sameMeaning(held.get(), target)) {
        return Optional.empty();
      }
      Reason before = held.map(Granted::reason).orElse(Reason.ACTIVE);
      Reason cause = cause(held, accept.reason(), target);
      boolean opens = opens(before, accept.reason());
      return held.isPresent() && !held.get().becomesLive(target)
          ? Optional.of(new Act.Cut(cause, accept.reason(), opens))
          : Optional.of(
              new Act.Change(
                  cause,
                  accept.reason(),
                  accept.grant(),
                  target,
                  held.map(Granted::hasEnd).orElse(true),
                  opens));
    }
    Reason reason = entitled.get().reason();
    return Optional.of(new Act.Cut(causeOfRefusal(reason), reason, false));
  }

  /** The act that gives once more what is held by all accounts but the router's queue. */
  static Act again(Granted held, Decision.Accept accept) {
    return new Act.Change(
        cause(Optional.empty(), accept.reason(), held),
        accept.reason(),
        accept.grant(),
        held,
        held.hasEnd(),
        opens(accept.reason(), accept.reason()));
  }

  static boolean sameMeaning(Granted held, Granted target) {
    return held.live() == target.live() && held.redial() == target.redial();
  }

  /** Whether a subscriber gets more by what is let in now, or at least not less. */
  private static boolean opens(Reason before, Reason now) {
    return !now.isolated() && (!now.narrowed() || before.narrowed());
  }

  /** What happened, from what held before and what holds now. */
  private static Reason cause(Optional<Granted> held, Reason now, Granted target) {
    Reason before = held.map(Granted::reason).orElse(Reason.ACTIVE);
    if (before != now) {
      return switch (now) {
        case ISOLATED_UNPAID -> Reason.OVERDUE;
        case SLOWED_UNPAID ->
            switch (before) {
              case ISOLATED_UNPAID, ISOLATED_EXPIRED -> Reason.PAYMENT;
              case ISOLATED_BY_STAFF -> Reason.STAFF;
              default -> Reason.OVERDUE;
            };
        case ISOLATED_EXPIRED, GRACE -> Reason.EXPIRY;
        case ISOLATED_BY_STAFF -> Reason.STAFF;
        default ->
            switch (before) {
              case ISOLATED_UNPAID, SLOWED_UNPAID, ISOLATED_EXPIRED, GRACE -> Reason.PAYMENT;
              case ISOLATED_BY_STAFF -> Reason.STAFF;
              default -> Reason.PLAN_CHANGED;
            };
      };
    }
    boolean onlyRedial = held.isPresent() && held.get().live() == target.live();
    return onlyRedial ? Reason.CREDENTIALS_CHANGED : Reason.PLAN_CHANGED;
  }

  private static Reason causeOfRefusal(Reason reason) {
    return switch (reason) {
      case SUSPENDED_UNPAID -> Reason.OVERDUE;
      case EXPIRED -> Reason.EXPIRY;
      case TERMINATED, UNKNOWN_USER -> Reason.DELETED;
      case TOO_MANY_SESSIONS -> Reason.SESSION_LIMIT;
      default -> Reason.STAFF;
    };
  }
}
