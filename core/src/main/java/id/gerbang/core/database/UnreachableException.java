package id.gerbang.core.database;

/** A database that can't be asked at the moment, whatever it would say: it may come back. */
public final class UnreachableException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
