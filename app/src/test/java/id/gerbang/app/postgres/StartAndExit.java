package id.gerbang.app.postgres;

import id.gerbang.app.start.Progress;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A JVM that starts the database and ends in the ordinary way, so that its shutdown hook runs. */
final class StartAndExit {
  private StartAndExit() {}

  public static void main(String[] arguments) {
    var database =
        EmbeddedDatabase.start(
                Path.of(arguments[0]), OptionalInt.empty(), new Progress(System.err::println))
            .stopWithJvm();
    System.out.println(database.access().url());
    System.exit(0);
  }
}
