package id.gerbang.app.postgres;

import id.gerbang.app.start.Progress;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A JVM that starts the database, prints its URL and is gone without a word, as by {@code kill -9}.
 */
final class StartAndHalt {
  private StartAndHalt() {}

  public static void main(String[] arguments) {
    var database =
        EmbeddedDatabase.start(
            Path.of(arguments[0]), OptionalInt.empty(), new Progress(System.err::println));
    System.out.println(database.access().url());
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
