package id.gerbang.radius.address;

import id.gerbang.radius.accounting.Applier;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.address.AddressRanges.Range;
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
import java.util.TreeSet;
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
  private static final long WALK_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int SMALLEST_BLOCK = 16;
  private static final int LARGEST_BLOCK = 4_096;

  private final DataSource database;
  private final Journal journal;
  private final Applier applier;
  private final AddressPools pools;
  private final Clock clock;
  private final UUID node;
  private final long restNanos;
  private final Thread thread = new Thread(this::run, "addresses");
  private final Object bell = new Object();

  /** Where the next claim of a range begins. */
  private final Map<Range, Long> cursors = new HashMap<>();

  private final Map<Long, Long> walkedAt = new HashMap<>();
  private final List<Resting> resting = new ArrayList<>();

  /** Of the last reading. */
  private AddressRanges ranges = AddressRanges.NONE;

  /** How many nodes there are beside this one. */
  private int others;

  private long xmin;
  private boolean loaded;
  private boolean rung;
  private volatile boolean closing;

  /** Addresses of a pool that were taken back, and since when they are nobody's. */
  private record Resting(long poolId, List<Integer> addresses, long since) {}

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
    this.clock = clock;
    this.node = journal.id();
    this.restNanos = restNanos;
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
      others = table.others(node);
      connection.commit();
      read(connection, table);
      for (long poolId : new TreeSet<>(ranges.all().stream().map(Range::poolId).toList())) {
        int block = block(ranges.size(poolId));
        provide(connection, table, poolId, block);
        if (isShared(ranges.size(poolId))) {
          share(connection, table, poolId, block);
        }
      }
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
        cursors.keySet().retainAll(now.all());
        walkedAt.keySet().removeIf(poolId -> now.of(poolId).isEmpty());
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
        if (!isResting(row.address())) {
          rest.computeIfAbsent(row.poolId(), id -> new ArrayList<>()).add(row.address());
        }
      } else {
        take(row);
      }
    }
    rest.forEach((poolId, some) -> resting.add(new Resting(poolId, some, System.nanoTime())));
  }

  private boolean isHandedOver(LeaseTable.Row row, AddressRanges now) {
    return row.holder().isEmpty()
        && isShared(now.size(row.poolId()))
        && !pools.pool(row.poolId()).has(row.address());
  }

  /** A login had it while the row was read: the journal has not told the table yet. */
  private boolean isKnown(long poolId, int address) {
    return isShared(ranges.size(poolId)) && pools.pool(poolId).has(address);
  }

  private boolean isOwn(LeaseTable.Row row) {
    return row.node().equals(node);
  }

  private boolean isResting(int address) {
    return resting.stream().anyMatch(some -> some.addresses().contains(address));
  }

  private void take(LeaseTable.Row row) {
    AddressPool pool = pools.pool(row.poolId());
    if (row.holder().isPresent() && row.leasedAt().isPresent()) {
      pool.learn(row.holder().get(), row.address(), row.leasedAt().get(), isOwn(row));
    } else if (isOwn(row)) {
      pool.add(row.address());
    }
  }

  /** How many to have in hand; of a small pool no more than half of a node's part of it. */
  private int block(long size) {
    long usual = Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, size / 16));
    long part = others == 0 ? usual : Math.max(1, size / (2L * (others + 1)));
    return (int) Math.min(usual, part);
  }

  private void provide(Connection connection, LeaseTable table, long poolId, int block)
      throws SQLException {
    AddressPool pool = pools.pool(poolId);
    if (pool.givable() >= half(block)) {
      return;
    }
    for (Range range : ranges.of(poolId)) {
      long cursor = cursors.getOrDefault(range, 0L);
      while (cursor < range.size() && pool.givable() < block) {
        long stretch = Math.min(block, range.size() - cursor);
        claim(connection, table, poolId, (int) (range.first() + cursor), stretch, block);
        cursor += stretch;
        cursors.put(range, cursor);
      }
    }
    if (pool.givable() == 0) {
      searchWhole(connection, table, poolId, block);
    }
    if (pool.givable() == 0) {
      pool.foundUsedUp();
    }
  }

  /** Whether nodes hand over to each other: of a larger pool each finds some by itself. */
  private boolean isShared(long size) {
    return block(size) < SMALLEST_BLOCK;
  }

  private static int half(int block) {
    return (block + 1) / 2;
  }

  /**
   * Half of what it has more than another that runs out. It rests there as one taken back does:
   * nobody there knows who had it.
   */
  private void share(Connection connection, LeaseTable table, long poolId, int block)
      throws SQLException {
    AddressPool pool = pools.pool(poolId);
    Optional<LeaseTable.Needy> needy = table.needy(poolId, node, half(block));
    int more = needy.map(it -> (pool.inHand() - it.inHand()) / 2).orElse(0);
    List<Integer> given = pool.letGo(Math.min(more, block));
    try {
      if (!given.isEmpty()) {
        table.handOver(given, node, needy.get().node());
      }
      connection.commit();
    } catch (SQLException unknown) {
      // Whose they are the table will say.
      resting.add(new Resting(poolId, given, System.nanoTime()));
      throw unknown;
    }
  }

  private void claim(
      Connection connection, LeaseTable table, long poolId, int first, long stretch, int atMost)
      throws SQLException {
    List<Integer> claimed = table.claim(poolId, node, first, stretch, atMost);
    connection.commit();
    claimed.forEach(pools.pool(poolId)::add);
  }

  /**
   * All of a used-up pool, now and then: for what was left out before, what nobody has any more,
   * and what can be taken back.
   */
  private void searchWhole(Connection connection, LeaseTable table, long poolId, int block)
      throws SQLException {
    long nanos = System.nanoTime();
    Long before = walkedAt.get(poolId);
    if (before != null && nanos - before < WALK_NANOS) {
      return;
    }
    walkedAt.put(poolId, nanos);
    List<LeaseTable.Row> adopted = table.adopt(poolId, node);
    connection.commit();
    if (!adopted.isEmpty()) {
      log.info("pool {}: {} addresses of nodes that are gone taken over", poolId, adopted.size());
      adopted.stream().filter(row -> ranges.hold(poolId, row.address())).forEach(this::take);
    }
    for (Range range : ranges.of(poolId)) {
      claim(connection, table, poolId, range.first(), range.size(), block);
      List<Integer> takenOver = table.takeOver(poolId, node, range.first(), range.size(), block);
      connection.commit();
      takenOver.forEach(pools.pool(poolId)::add);
    }
    if (pools.pool(poolId).givable() > 0) {
      return;
    }
    List<Integer> taken =
        table.ended(poolId, node, clock.instant(), block).stream()
            .filter(it -> pools.pool(poolId).takeBack(it.holder(), it.address(), nanos))
            .map(LeaseTable.Ended::address)
            .toList();
    table.release(taken);
    connection.commit();
    if (taken.isEmpty()) {
      log.warn("pool {} is used up", poolId);
    } else {
      resting.add(new Resting(poolId, taken, System.nanoTime()));
      log.info(
          "pool {} is used up: {} addresses of ended sessions taken back", poolId, taken.size());
    }
  }

  private void reuse(Connection connection, LeaseTable table) throws SQLException {
    long nanos = System.nanoTime();
    for (Resting rested : List.copyOf(resting)) {
      if (nanos - rested.since() >= restNanos) {
        List<Integer> addresses = table.stillNobodys(node, rested.addresses());
        connection.commit();
        resting.remove(rested);
        addresses.stream()
            .filter(address -> ranges.hold(rested.poolId(), address))
            .filter(address -> !isKnown(rested.poolId(), address))
            .forEach(address -> pools.pool(rested.poolId()).add(address));
      }
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
