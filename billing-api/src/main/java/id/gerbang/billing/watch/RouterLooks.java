package id.gerbang.billing.watch;

import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.core.seal.SealException;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOsException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round all routers that have an API, a few at once: removes the sessions that radius wants
 * removed there, and writes down what each router then told. One that can't be reached is that, and
 * nothing else is changed about it.
 */
public final class RouterLooks implements Job {

  private static final Logger log = LoggerFactory.getLogger(RouterLooks.class);
  private static final int AT_ONCE = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final Duration every;
  private final Removals removals;

  /**
   * @param every how often each router is looked at
   */
  public RouterLooks(Jdbi jdbi, Clock clock, RouterAccess access, Duration every) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.every = every;
    this.removals = new Removals(jdbi, clock, every.multipliedBy(2));
  }

  @Override
  public String name() {
    return "router-looks";
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Every(every);
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public String run() {
    Map<Long, RouterAddress> routers = watched();
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, RouterLooks::daemon);
    try {
      List<Future<Boolean>> looks = new ArrayList<>();
      routers.forEach((id, address) -> looks.add(workers.submit(() -> guarded(id, address))));
      int reached = 0;
      for (Future<Boolean> look : looks) {
        reached += look.get() ? 1 : 0;
      }
      return reached + " of " + routers.size() + " routers reached";
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at a router failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "ended before all were looked at";
    } finally {
      workers.shutdownNow();
    }
  }

  private Map<Long, RouterAddress> watched() {
    return jdbi.withHandle(
        handle -> {
          Map<Long, RouterAddress> addresses = new LinkedHashMap<>();
          for (long id : handle.attach(LookDao.class).watched()) {
            try {
              access.address(handle, id).ifPresent(address -> addresses.put(id, address));
            } catch (SealException e) {
              log.error("router {} could not be looked at", id, e);
            }
          }
          return addresses;
        });
  }

  /** No connection of the database's is held while the router is asked. */
  private boolean look(long routerId, RouterAddress address) {
    Look look = new Look(clock);
    try {
      access.use(
          address,
          router -> {
            removals.carryOut(routerId, router);
            look.at(router);
            return look;
          });
    } catch (RouterOsException e) {
      look.failed(e);
    }
    write(routerId, look);
    return look.reached();
  }

  /** What fails with one router is no reason not to look at the others. */
  private boolean guarded(long routerId, RouterAddress address) {
    try {
      return look(routerId, address);
    } catch (RuntimeException e) {
      log.error("router {} could not be looked at", routerId, e);
      return false;
    }
  }

  /** One after the other: the requests of people need the database's connections, too. */
  private synchronized void write(long routerId, Look look) {
    jdbi.useTransaction(
        handle -> new LookWrites(handle.attach(LookDao.class), routerId, look).write());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "router-look");
    thread.setDaemon(true);
    return thread;
  }
}
