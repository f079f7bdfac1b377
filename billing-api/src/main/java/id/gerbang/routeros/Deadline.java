package id.gerbang.routeros;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends from another thread what has blocked for too long in this one. */
final class Deadline implements AutoCloseable {

  private final CompletableFuture<Void> met = new CompletableFuture<>();

  Deadline(Duration patience, Runnable end) {
    met.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              end.run();
              return null;
            });
  }

  @Override
  public void close() {
    met.complete(null);
  }
}
