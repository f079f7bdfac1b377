package id.gerbang.radius.snapshot;

/** A snapshot that was sealed under another key file: nothing is wrong with it. */
final class OtherKeyException extends SnapshotException {

  private static final long serialVersionUID = 1L;

  OtherKeyException() {
    super("it was sealed under another key file than GERBANG_KEY_FILE names now");
  }
}
