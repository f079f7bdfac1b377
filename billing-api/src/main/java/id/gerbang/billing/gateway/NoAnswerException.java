package id.gerbang.billing.gateway;

/**
 * Nothing is known: the provider did not answer, or not in its own form. Neither paid nor failed.
 */
final class NoAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Routine, so without a trace. */
  NoAnswerException(String message) {
    super(message, null, false, false);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
