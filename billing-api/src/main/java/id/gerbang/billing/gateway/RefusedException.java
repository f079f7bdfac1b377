package id.gerbang.billing.gateway;

/** The provider answered, and said no. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Routine, so without a trace. */
  RefusedException(String message) {
    super(message, null, false, false);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
