package id.gerbang.app;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.radius.RadiusService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A start that goes on without its database: customers are answered from the snapshot, the admin
 * port says how old that is, and the database is tried until it is there.
 */
final class AwaitedDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AwaitedDatabase.class);
  private static final long FIRST_PAUSE_SECONDS = 1;
  private static final long LONGEST_PAUSE_SECONDS = 30;

  private final RadiusService radius;
  private final RadiusAdmin admin;
  private final Thread atExit;

  /**
   * @param stop what a SIGTERM does meanwhile
   */
  AwaitedDatabase(RadiusService radius, int adminPort, Runnable stop) {
    this.radius = radius;
    this.atExit = new Thread(stop, "stop");
    this.admin = RadiusAdmin.start(adminPort, radius);
    Runtime.getRuntime().addShutdownHook(atExit);
    log.info(
        "{} auth={} acct={}: the database is started next",
        answering(radius),
        radius.authPort(),
        radius.acctPort());
  }

  /** In words: a snapshot that is damaged, or of another version, serves nobody. */
  static String answering(RadiusService radius) {
    return radius.answers()
        ? "customers are answered from the snapshot"
        : "nobody is answered, since the snapshot can't be used";
  }

  /** Tries until it opens; a wrong or missing key is no matter of waiting. */
  <T> T open(Supplier<T> opening) {
    for (long pause = FIRST_PAUSE_SECONDS; ; pause = Math.min(LONGEST_PAUSE_SECONDS, 2 * pause)) {
      try {
        return opening.get();
      } catch (CannotStartException e) {
        log.error(
            "no database, {}, next try in={}s because=\"{}\"",
            answering(radius),
            pause,
            e.getMessage());
      }
      try {
        TimeUnit.SECONDS.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CannotStartException("Interrupted while waiting for the database.", e);
      }
    }
  }

  /** Leaves the admin port to whoever takes it next. */
  @Override
  public void close() {
    admin.close();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      log.debug("The process is ending already");
    }
  }
}
