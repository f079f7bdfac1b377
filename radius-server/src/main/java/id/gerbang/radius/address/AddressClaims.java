package id.gerbang.radius.address;

import id.gerbang.radius.accounting.Applier;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.ops.Counters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps addresses in hand for {@link AddressPools}, off the packet path: claims some before they
 * are needed, so that each is one node's to give; learns what other nodes gave; and where a pool is
 * used up, takes over those of nodes that are gone and takes back those whose holders' sessions
 * have ended, the longest ago first. Of a pool so small that one node would have all of it, each
 * takes but a part, and gives of it to one that runs out.
 *
 * <p>An address that was taken back rests a minute, in which every node has read of it and a login
 * that crossed it has reported: then it is looked at once more, and given to another.
 */
public final class AddressClaims implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AddressClaims.class);
  private static final long POLL_MILLIS = 2_000;
  private static final long CATCH_UP_MILLIS = 50;
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final DataSource database;
  private final Journal journal;
  private final Applier applier;
  private final AddressPools pools;
  private final UUID node;
  private final RestingAddresses resting;
  private final Provision provision;
  private final Thread thread = new Thread(this::run, "addresses");
  private final Object bell = new Object();

  /** Of the last reading. */
  private AddressRanges ranges = AddressRanges.NONE;

  private long xmin;
  private boolean loaded;
  private boolean rung;
  private volatile boolean closing;

  public AddressClaims(
      DataSource database,
      Journal journal,
      Applier applier,
      AddressPools pools,
      Counters counters,
      Clock clock) {
    this(database, journal, applier, pools, counters, clock, REST_NANOS);
  }

  AddressClaims(
      DataSource database,
      Journal journal,
      Applier applier,
      AddressPools pools,
      Counters counters,
      Clock clock,
      long restNanos) {
    this.database = database;
    this.journal = journal;
    this.applier = applier;
    this.pools = pools;
    this.node = journal.id();
    this.resting = new RestingAddresses(restNanos);
    this.provision = new Provision(pools, node, resting, this::take, clock);
    counters.gauge("gerbang_radius_addresses_in_hand", pools::inHand);
    counters.gauge("gerbang_radius_addresses_leased", pools::leased);
    pools.whenWanted(this::ring);
  }

  public void start() {
    thread.start();
  }

  private void ring() {
    synchronized (bell) {
      rung = true;
      bell.notifyAll();
    }
  }

  private void run() {
    try {
      // What this journal still holds of an earlier run may be leases.
      long earlier = journal.durable();
      while (!closing && applier.position() < earlier) {
        await(CATCH_UP_MILLIS);
      }
      while (!closing) {
        turn();
        await(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  private void await(long millis) throws InterruptedException {
    synchronized (bell) {
      if (!rung) {
        bell.wait(millis);
      }
      rung = false;
    }
  }

  private void turn() {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      LeaseTable table = new LeaseTable(connection);
      provision.lookAround(connection);
      read(connection, table);
      provision.turn(connection);
      reuse(connection, table);
      pools.known();
    } catch (SQLException e) {
      if (!closing) {
        log.warn("addresses are given from those in hand: {}", e.getMessage());
      }
    } catch (RuntimeException | Error e) {
      if (!closing) {
        log.error("addresses are given from those in hand", e);
      }
    }
  }

  /**
   * In one snapshot. Own addresses are read once, and say who holds what, since a snapshot on the
   * disk may be older than they are: from then on memory is ahead of the table. Of those that a
   * pool had no more, and those that another node handed over, memory knows nothing: they are read
   * when they come.
   */
  private void read(Connection connection, LeaseTable table) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      AddressRanges now = table.ranges();
      if (!loaded || !now.equals(ranges)) {
        pools.keep(now);
      }
      long snapshot = table.xmin();
      List<LeaseTable.Row> rows =
          table.changedSince(now.equals(ranges) ? xmin : 0).stream()
              .filter(row -> now.hold(row.poolId(), row.address()))
              .filter(
                  row ->
                      !isOwn(row)
                          || !loaded
                          || !ranges.hold(row.poolId(), row.address())
                          || isHandedOver(row, now))
              .toList();
      connection.commit();
      told(rows);
      xmin = snapshot;
      loaded = true;
      if (!now.equals(ranges)) {
        ranges = now;
        provision.of(now);
      }
    } finally {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
  }

  /** Memory has what the table says: first who holds what, so that none is in two hands. */
  private void told(List<LeaseTable.Row> rows) {
    Map<Long, Map<Integer, Optional<AddressPool.Holder>>> byPool = new HashMap<>();
    for (LeaseTable.Row row : rows) {
      byPool.computeIfAbsent(row.poolId(), id -> new HashMap<>()).put(row.address(), row.holder());
    }
    Set<Integer> lost = new HashSet<>();
    byPool.forEach((poolId, holders) -> lost.addAll(pools.pool(poolId).told(holders)));
    Map<Long, List<Integer>> rest = new HashMap<>();
    for (LeaseTable.Row row : rows) {
      boolean nobodys = isOwn(row) && row.holder().isEmpty();
      if (nobodys && (loaded || lost.contains(row.address()))) {
        // It was given of late, perhaps, by a memory that was wrong or has forgotten it: it rests
        // like one taken back.
        if (!resting.has(row.address())) {
          rest.computeIfAbsent(row.poolId(), id -> new ArrayList<>()).add(row.address());
        }
      } else {
        take(row);
      }
    }
    rest.forEach(resting::put);
  }

  private boolean isHandedOver(LeaseTable.Row row, AddressRanges now) {
    return row.holder().isEmpty()
        && provision.isShared(now.size(row.poolId()))
        && !pools.pool(row.poolId()).has(row.address());
  }

  /** A login had it while the row was read: the journal has not told the table yet. */
  private boolean isKnown(long poolId, int address) {
    return provision.isShared(ranges.size(poolId)) && pools.pool(poolId).has(address);
  }

  private boolean isOwn(LeaseTable.Row row) {
    return row.node().equals(node);
  }

  private void take(LeaseTable.Row row) {
    AddressPool pool = pools.pool(row.poolId());
    if (row.holder().isPresent() && row.leasedAt().isPresent()) {
      pool.learn(row.holder().get(), row.address(), row.leasedAt().get(), isOwn(row));
    } else if (isOwn(row)) {
      pool.add(row.address());
    }
  }

  private void reuse(Connection connection, LeaseTable table) throws SQLException {
    for (RestingAddresses.Some rested : resting.rested()) {
      List<Integer> addresses = table.stillNobodys(node, rested.addresses());
      connection.commit();
      resting.remove(rested);
      addresses.stream()
          .filter(address -> ranges.hold(rested.poolId(), address))
          .filter(address -> !isKnown(rested.poolId(), address))
          .forEach(address -> pools.pool(rested.poolId()).add(address));
    }
  }

  @Override
  public void close() {
    closing = true;
    ring();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
