package id.gerbang.billing.router;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads from routers what a test of them looks at, over one connection each, and changes nothing.
 * Whatever a router does, there is an answer within the patience; a few are read at once.
 */
final class RouterReader {

  private static final int AT_ONCE = 4;

  /** {@code test} answers within 3 s; what is left is for our own tables. */
  static final Duration PATIENCE = Duration.ofMillis(2_500);

  private final Clock clock;
  private final Duration patience;
  private final ExecutorService workers =
      new ThreadPoolExecutor(
          0, AT_ONCE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), RouterReader::daemon);

  RouterReader(Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Waits until all is told, or no more will be.
   *
   * @throws Problem as many as may be are being read already
   */
  RouterReading read(RouterAddress address) {
    Look look = new Look(address);
    Future<?> done;
    try {
      done = workers.submit(look::all);
    } catch (RejectedExecutionException e) {
      throw Problem.unavailable(AT_ONCE + " routers are being tested already; try again soon.");
    }
    try {
      done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      look.end();
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading a router failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      look.end();
    }
    return look.soFar();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "router-test");
    thread.setDaemon(true);
    return thread;
  }

  /** One router, as far as it has been read. */
  private final class Look {

    private final RouterAddress address;
    private final Map<Menu, List<Row>> told = new EnumMap<>(Menu.class);
    private final Set<Menu> forbidden = EnumSet.noneOf(Menu.class);
    private @Nullable RouterOsException failure;
    private @Nullable RouterOs open;
    private Instant clockAt = clock.instant();
    private boolean over;

    Look(RouterAddress address) {
      this.address = address;
    }

    void all() {
      try (RouterOs router = RouterOs.open(address)) {
        if (begin(router)) {
          for (Menu menu : Menu.values()) {
            one(router, menu);
          }
        }
      } catch (RouterOsException e) {
        failed(e);
      }
    }

    /** A refusal is of one menu; what else fails is of the connection, and ends the look. */
    private void one(RouterOs router, Menu menu) {
      try {
        told(menu, router.print(menu.path(), menu.properties()));
      } catch (RouterOsException e) {
        if (!e.kind().isOfOneCommand()) {
          throw e;
        }
        if (e.kind() == Kind.NOT_PERMITTED) {
          refused(menu);
        }
      }
    }

    private synchronized boolean begin(RouterOs router) {
      open = router;
      return !over;
    }

    private synchronized void told(Menu menu, List<Row> rows) {
      told.put(menu, rows);
      if (menu == Menu.CLOCK) {
        clockAt = clock.instant();
      }
    }

    private synchronized void refused(Menu menu) {
      forbidden.add(menu);
    }

    private synchronized void failed(RouterOsException e) {
      if (!over) {
        failure = e;
      }
    }

    /** What is not told by now is not waited for. */
    void end() {
      RouterOs router;
      synchronized (this) {
        over = true;
        failure =
            new RouterOsException(Kind.NO_ANSWER, "not all within " + patience.toMillis() + " ms");
        router = open;
      }
      if (router != null) {
        router.close();
      }
    }

    synchronized RouterReading soFar() {
      return new RouterReading(told, forbidden, failure, clockAt);
    }
  }
}
