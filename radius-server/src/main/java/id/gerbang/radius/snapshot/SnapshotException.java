package id.gerbang.radius.snapshot;

import java.io.IOException;

/** A snapshot that can't be used, and why. */
class SnapshotException extends IOException {

  private static final long serialVersionUID = 1L;

  SnapshotException(String message) {
    super(message);
  }

  SnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
