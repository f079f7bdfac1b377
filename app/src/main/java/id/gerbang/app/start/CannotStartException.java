package id.gerbang.app.start;

/**
 * The sentence that a start ends with when it cannot go on: what is wrong, where, and what to do.
 */
public final class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotStartException(String sentence) {
    super(sentence);
  }

  public CannotStartException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
