package id.gerbang.radius.converge;

import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks with PostgreSQL for convergence, which itself never waits for it: renews the leases, reads
 * what staff ordered, writes what is not equal. Once a second; what fails is tried again.
 */
public final class ConvergenceWorker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConvergenceWorker.class);
  private static final long EVERY_MILLIS = 1_000;
  private static final long RELEASE_SECONDS = 5;

  /** Logins without a session that are asked about on one router: it has a pace here too. */
  private static final int NAMELESS_AT_ONCE = 16;

  private final DataSource database;
  private final RouterRegistry routers;
  private final Leases leases;
  private final Convergence convergence;
  private final CoaClient client;
  private final ActRecord record;
  private final Clock clock;
  private final StaffOrders orders = new StaffOrders();
  private final DifferenceTable differences;
  private final RouterSight sight = new RouterSight();

  /** Targets that are on their way, by router. */
  private final Map<Long, Set<Long>> asked = new HashMap<>();

  private final Queue<Done> done = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "convergence-database"));
  private boolean away;

  /** What came of a Disconnect without a session; at most one of each that is open. */
  private record Done(NamelessCut cut, CoaAnswer answer) {}

  public ConvergenceWorker(
      DataSource database, Leases leases, Convergence convergence, Convergence.Parts parts) {
    this.database = database;
    this.routers = parts.routers();
    this.leases = leases;
    this.convergence = convergence;
    this.client = parts.client();
    this.record = parts.record();
    this.clock = parts.clock();
    this.differences = new DifferenceTable(convergence.differences());
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::work, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void work() {
    try (Connection connection = database.getConnection()) {
      leases.renew(connection);
      writeDone(connection);
      StaffOrders.Open open = orders.read(connection);
      convergence.ordered(open.sessions());
      // In any order: none waits for good behind those that are never answered.
      Collections.shuffle(open.nameless());
      open.nameless().forEach(this::ask);
      look(connection);
      if (convergence.sweptOnce()) {
        differences.write(connection, leases.routers(), routers.ids());
      }
      away = false;
    } catch (SQLException e) {
      if (!away) {
        log.warn("convergence goes on without the database as far as it may: {}", e.getMessage());
      }
      away = true;
    } catch (RuntimeException | Error e) {
      log.error("convergence's work on the database failed, goes on", e);
    }
  }

  /** What routers show of the sessions in question, on routers that are this node's. */
  private void look(Connection connection) throws SQLException {
    Questions questions = convergence.questions();
    Set<Long> routers = questions.routers();
    routers.retainAll(leases.routers());
    for (long router : sight.news(connection, routers)) {
      convergence.seen(sight.of(connection, questions.onRouter(router)));
    }
    Queue<Removal> removals = convergence.removals();
    for (Removal next = removals.peek(); next != null; next = removals.peek()) {
      sight.want(connection, next);
      removals.remove();
    }
  }

  /**
   * Each one at a time, and some on a router; an answer settles it, silence leaves it to be asked
   * again.
   */
  private void ask(NamelessCut cut) {
    Optional<Router> router = routers.find(cut.routerId());
    if (router.isPresent()
        && leases.toActOn(cut.routerId())
        && asked(cut).size() < NAMELESS_AT_ONCE
        && asked(cut).add(cut.target())) {
      client.send(
          router.get(),
          cut::request,
          () -> leases.toActOn(cut.routerId()),
          answer -> {
            record.answered(clock.instant(), cut, answer);
            done.add(new Done(cut, answer));
          });
    }
  }

  private void writeDone(Connection connection) throws SQLException {
    for (Done next = done.peek(); next != null; next = done.peek()) {
      if (next.answer() instanceof CoaAnswer.Acknowledged) {
        orders.done(connection, next.cut().target(), "acknowledged");
      } else if (next.answer() instanceof CoaAnswer.Refused) {
        orders.done(connection, next.cut().target(), "refused");
      }
      done.remove();
      asked(next.cut()).remove(next.cut().target());
    }
    asked.values().removeIf(Set::isEmpty);
  }

  /** On its router. */
  private Set<Long> asked(NamelessCut cut) {
    return asked.computeIfAbsent(cut.routerId(), any -> new HashSet<>());
  }

  /** Lets the leases go, so that another node need not wait for their end. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(RELEASE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leases.stop();
    try (Connection connection = database.getConnection()) {
      leases.release(connection);
    } catch (SQLException e) {
      log.debug("the leases end by themselves: {}", e.getMessage());
    }
  }
}
