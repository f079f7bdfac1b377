package id.gerbang.radius.subscriber;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the directory and the routers fresh: woken by NOTIFY, and every 2 s anyway. A watermark of
 * ids would lose a commit that comes late, so it takes every row whose transaction is at least the
 * xmin of its last snapshot, and skips those that it has done.
 */
public final class ChangeFeed implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);
  private static final Duration RELOAD_AFTER = Duration.ofHours(12);
  private static final int POLL_MILLIS = 2_000;
  private static final int SOCKET_TIMEOUT_SECONDS = 5;
  private static final int LOAD_SOCKET_TIMEOUT_SECONDS = 600;

  private final DatabaseConfig database;
  private final DirectoryDao dao;
  private final SubscriberDirectory directory;
  private final RouterRegistry routers;
  private final Router tryRouter;
  private final Consumer<Instant> databaseClock;
  private final Listener listener;
  private final Thread thread;
  private Set<Long> done = new HashSet<>();
  private String history = "";
  private long xmin;

  /** By the database's clock. */
  private Instant lookedAt = Instant.EPOCH;

  private volatile @Nullable Connection listening;
  private volatile boolean closing;

  /** Told of what changed, after the directory knows it. */
  public interface Listener {
    void subscribersChanged(Collection<Long> subscriberIds);

    /** Routers, or everything. */
    void everythingMayHaveChanged();
  }

  /**
   * @param dictionary names the attributes that grants add
   * @param tryRouter the built-in router that `gerbang try` speaks as
   * @param databaseClock told what time the database has, at each look
   */
  public ChangeFeed(
      DatabaseConfig database,
      Sealer sealer,
      Dictionary dictionary,
      SubscriberDirectory directory,
      RouterRegistry routers,
      Router tryRouter,
      Consumer<Instant> databaseClock,
      Listener listener) {
    this.database = database;
    this.dao =
        new DirectoryDao(new EntitlementMapper(sealer, dictionary), new RouterMapper(sealer));
    this.directory = directory;
    this.routers = routers;
    this.tryRouter = tryRouter;
    this.databaseClock = databaseClock;
    this.listener = listener;
    this.thread = new Thread(this::run, "change-feed");
  }

  public void start() {
    thread.start();
  }

  private void run() {
    long pause = 0;
    while (!closing) {
      try {
        TimeUnit.MILLISECONDS.sleep(pause);
        pause = 250;
        follow();
      } catch (SQLException | JdbiException e) {
        if (!closing) {
          log.warn("change feed lost the database, tries again: {}", e.getMessage());
          pause = 1_000;
        }
      } catch (RuntimeException | Error e) {
        if (!closing) {
          log.error("change feed failed, tries again", e);
          pause = 1_000;
        }
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }

  private void follow() throws SQLException, InterruptedException {
    try (Connection connection =
        Pool.single(database, ServiceRole.RADIUS, LOAD_SOCKET_TIMEOUT_SECONDS)) {
      listening = connection;
      if (closing) {
        return;
      }
      listen(connection);
      PGConnection notifications = connection.unwrap(PGConnection.class);
      try (Handle handle = Jdbi.open(connection)) {
        catchUp(handle);
        connection.setNetworkTimeout(Runnable::run, SOCKET_TIMEOUT_SECONDS * 1_000);
        while (!closing) {
          notifications.getNotifications(POLL_MILLIS);
          catchUp(handle);
        }
      }
    }
  }

  private static void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN gerbang_change");
    }
  }

  /** Reads feed and view in one snapshot, so that neither runs ahead of the other. */
  private void catchUp(Handle handle) {
    handle.useTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        snapshot -> {
          String now = dao.history(snapshot);
          long nowXmin = dao.xmin(snapshot);
          Instant databaseNow = dao.clock(snapshot);
          if (now.equals(history) && !farBehind(databaseNow)) {
            follow(snapshot);
          } else {
            loadEverything(snapshot);
            done = new HashSet<>(ids(dao.changesSince(snapshot, nowXmin)));
            history = now;
          }
          xmin = nowXmin;
          lookedAt = databaseNow;
          databaseClock.accept(databaseNow);
          directory.refreshed();
        });
  }

  /**
   * Changes are kept for a day, by the database's clock: whoever was away for long may have missed
   * some. Where this machine slept its own clock does not say so.
   */
  private boolean farBehind(Instant databaseNow) {
    return Duration.between(lookedAt, databaseNow).compareTo(RELOAD_AFTER) > 0
        || directory.age().map(age -> age.compareTo(RELOAD_AFTER) > 0).orElse(true);
  }

  private void loadEverything(Handle snapshot) {
    long started = System.nanoTime();
    loadRouters(snapshot);
    Set<Long> present = new HashSet<>();
    dao.eachSubscriber(
        snapshot,
        read -> {
          read.into(directory);
          present.add(read.subscriberId());
        });
    directory.retain(present);
    dao.eachFirstMac(snapshot, directory.macs());
    log.info(
        "directory loaded: {} subscribers in {} ms",
        present.size(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    directory.refreshed();
    listener.everythingMayHaveChanged();
  }

  private void follow(Handle snapshot) {
    List<DirectoryDao.Change> rows = dao.changesSince(snapshot, xmin);
    Set<Long> subscribers = new HashSet<>();
    Set<Long> plans = new HashSet<>();
    boolean routersChanged = false;
    for (DirectoryDao.Change change : rows) {
      if (!done.contains(change.id())) {
        switch (change.kind()) {
          case "subscriber" -> subscribers.add(change.ref());
          case "plan" -> plans.add(change.ref());
          default -> routersChanged = true;
        }
      }
    }
    // Before routers: one that is not known yet hears nothing and asks again, but of a subscriber
    // who is not known yet it would be told no.
    Set<Long> changed = new HashSet<>(subscribers);
    if (!subscribers.isEmpty()) {
      for (EntitlementMapper.Read read : dao.subscribers(snapshot, subscribers)) {
        read.into(directory);
        subscribers.remove(read.subscriberId());
      }
      dao.firstMacs(snapshot, changed, directory.macs());
      subscribers.forEach(directory::remove);
    }
    for (long plan : plans) {
      dao.eachSubscriberOfPlan(
          snapshot,
          plan,
          read -> {
            read.into(directory);
            changed.add(read.subscriberId());
          });
    }
    if (routersChanged) {
      loadRouters(snapshot);
    }
    // Not before: a connection lost above leaves them to be done again.
    done = new HashSet<>(ids(rows));
    if (routersChanged) {
      listener.everythingMayHaveChanged();
    } else if (!changed.isEmpty()) {
      listener.subscribersChanged(changed);
    }
  }

  private void loadRouters(Handle snapshot) {
    List<Router> all = new ArrayList<>(dao.routers(snapshot));
    all.add(tryRouter);
    routers.replace(all);
  }

  private static List<Long> ids(List<DirectoryDao.Change> changes) {
    return changes.stream().map(DirectoryDao.Change::id).toList();
  }

  /** At once: a thread that waits for a notification hears no interrupt, but a closed socket. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      Connection connection = listening;
      if (connection != null) {
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      log.debug("change feed's connection was closed already: {}", e.toString());
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
