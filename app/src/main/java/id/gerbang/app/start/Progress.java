package id.gerbang.app.start;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells a waiting person what takes so long: one line for each step that is not done after a
 * second.
 */
public final class Progress {
  private final Consumer<String> line;

  public Progress(Consumer<String> line) {
    this.line = line;
  }

  /** Work that may fail in its own way. */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    T run() throws X;
  }

  public <T, X extends Exception> T step(String what, Work<T, X> work) throws X {
    var done = new AtomicBoolean();
    var unused =
        CompletableFuture.runAsync(
            () -> {
              if (!done.get()) {
                line.accept(what + "...");
              }
            },
            CompletableFuture.delayedExecutor(1, SECONDS));
    try {
      return work.run();
    } finally {
      done.set(true);
    }
  }
}
