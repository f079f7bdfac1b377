package id.gerbang.app;

import id.gerbang.app.start.CannotStartException;
import java.nio.file.Path;

/** One key's text, the place it was read from, and where its relative paths start. */
record Setting(String key, String text, String place, Path base) {

  /** Quotes the text, except where it may be a secret. */
  CannotStartException refused(String why) {
    boolean secret = key.startsWith("database.");
    return new CannotStartException(
        place + ": " + key + (secret ? "" : " is \"" + text + "\"") + ": " + why + ".");
  }
}
