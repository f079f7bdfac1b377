package id.gerbang.radius.converge;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for all that is decided. What fails on it is logged, and stops nothing else. */
final class OwnThread implements AutoCloseable {

  /** The log of convergence: what fails there stands in one place. */
  private static final Logger log = LoggerFactory.getLogger(Convergence.class);

  private final ScheduledExecutorService thread;

  OwnThread(String name) {
    thread = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, name));
  }

  void each(Duration time, Runnable work) {
    thread.scheduleWithFixedDelay(
        () -> guarded(work), time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  void run(Runnable work) {
    in(Duration.ZERO, work);
  }

  void in(Duration time, Runnable work) {
    try {
      thread.schedule(() -> guarded(work), time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      log.debug("convergence is closed");
    }
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      log.error("convergence failed, goes on", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
