package id.gerbang.billing.gateway;

/** Not what the provider documents. */
final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Routine, so without a trace. */
  UnreadableException(String message) {
    super(message, null, false, false);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
