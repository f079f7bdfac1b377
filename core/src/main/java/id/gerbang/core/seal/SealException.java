package id.gerbang.core.seal;

/** A key that is missing or wrong, or a sealed value that does not belong where it was found. */
public final class SealException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SealException(String message) {
    super(message);
  }

  public SealException(String message, Throwable cause) {
    super(message, cause);
  }
}
