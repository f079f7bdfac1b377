package id.gerbang.billing.gateway;

import java.util.Set;

/** The provider answered, and said no. */
final class RefusedException extends RuntimeException {

  /** It knows of no such thing. */
  static final int UNKNOWN = 404;

  private static final long serialVersionUID = 1L;

  /** A wrong key, too many calls, the same call under way: no word on what was asked. */
  private static final Set<Integer> FOR_NOW = Set.of(401, 403, 408, 409, 429);

  private final int status;

  /** Routine, so without a trace. */
  RefusedException(int status, String words) {
    super(status + ": " + words, null, false, false);
    this.status = status;
  }

  /** Whether the same may be allowed later, with nothing changed in what is asked. */
  boolean forNow() {
    return FOR_NOW.contains(status);
  }

  boolean unknown() {
    return status == UNKNOWN;
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
