package id.gerbang.radius.address;

import id.gerbang.radius.address.AddressRanges.Range;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees that a node has addresses of each pool in hand: claims some; where a pool is used up, takes
 * over those of nodes that are gone and takes back those whose holders' sessions have ended, the
 * longest ago first. Of a pool so small that one node would have all of it, each takes but a part,
 * and gives of it to one that runs out. One thread.
 */
final class Provision {

  /** The log of addresses in hand stands in one place. */
  private static final Logger log = LoggerFactory.getLogger(AddressClaims.class);

  private static final long WALK_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int SMALLEST_BLOCK = 16;
  private static final int LARGEST_BLOCK = 4_096;

  private final AddressPools pools;
  private final UUID node;
  private final RestingAddresses resting;
  private final Consumer<LeaseTable.Row> take;
  private final Clock clock;

  /** Where the next claim of a range begins. */
  private final Map<Range, Long> cursors = new HashMap<>();

  private final Map<Long, Long> walkedAt = new HashMap<>();
  private AddressRanges ranges = AddressRanges.NONE;

  /** How many nodes there are beside this one. */
  private int others;

  /**
   * @param take has memory know a row that is this node's now
   */
  Provision(
      AddressPools pools,
      UUID node,
      RestingAddresses resting,
      Consumer<LeaseTable.Row> take,
      Clock clock) {
    this.pools = pools;
    this.node = node;
    this.resting = resting;
    this.take = take;
    this.clock = clock;
  }

  /** From now on pools have these ranges. */
  void of(AddressRanges now) {
    ranges = now;
    cursors.keySet().retainAll(now.all());
    walkedAt.keySet().removeIf(poolId -> now.of(poolId).isEmpty());
  }

  /** Before anything is read: what another hands over is known by there being one. */
  void lookAround(Connection connection) throws SQLException {
    others = new HandTable(connection).others(node);
    connection.commit();
  }

  void turn(Connection connection) throws SQLException {
    HandTable hands = new HandTable(connection);
    for (long poolId : new TreeSet<>(ranges.all().stream().map(Range::poolId).toList())) {
      int block = block(ranges.size(poolId));
      provide(connection, hands, poolId, block);
      if (isShared(ranges.size(poolId))) {
        share(connection, hands, poolId, block);
      }
    }
  }

  /** How many to have in hand; of a small pool no more than half of a node's part of it. */
  private int block(long size) {
    long usual = Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, size / 16));
    long part = others == 0 ? usual : Math.max(1, size / (2L * (others + 1)));
    return (int) Math.min(usual, part);
  }

  private void provide(Connection connection, HandTable hands, long poolId, int block)
      throws SQLException {
    AddressPool pool = pools.pool(poolId);
    if (pool.givable() >= half(block)) {
      return;
    }
    for (Range range : ranges.of(poolId)) {
      long cursor = cursors.getOrDefault(range, 0L);
      while (cursor < range.size() && pool.givable() < block) {
        long stretch = Math.min(block, range.size() - cursor);
        claim(connection, hands, poolId, (int) (range.first() + cursor), stretch, block);
        cursor += stretch;
        cursors.put(range, cursor);
      }
    }
    if (pool.givable() == 0) {
      searchWhole(connection, hands, poolId, block);
    }
    if (pool.givable() == 0) {
      pool.foundUsedUp();
    }
  }

  /** Whether nodes hand over to each other: of a larger pool each finds some by itself. */
  boolean isShared(long size) {
    return block(size) < SMALLEST_BLOCK;
  }

  private static int half(int block) {
    return (block + 1) / 2;
  }

  /**
   * Half of what it has more than another that runs out. It rests there as one taken back does:
   * nobody there knows who had it.
   */
  private void share(Connection connection, HandTable hands, long poolId, int block)
      throws SQLException {
    AddressPool pool = pools.pool(poolId);
    Optional<HandTable.Needy> needy = hands.needy(poolId, node, half(block));
    int more = needy.map(it -> (pool.inHand() - it.inHand()) / 2).orElse(0);
    List<Integer> given = pool.letGo(Math.min(more, block));
    try {
      if (!given.isEmpty()) {
        hands.handOver(given, node, needy.get().node());
      }
      connection.commit();
    } catch (SQLException unknown) {
      // Whose they are the table will say.
      resting.put(poolId, given);
      throw unknown;
    }
  }

  private void claim(
      Connection connection, HandTable hands, long poolId, int first, long stretch, int atMost)
      throws SQLException {
    List<Integer> claimed = hands.claim(poolId, node, first, stretch, atMost);
    connection.commit();
    claimed.forEach(pools.pool(poolId)::add);
  }

  /**
   * All of a used-up pool, now and then: for what was left out before, what nobody has any more,
   * and what can be taken back.
   */
  private void searchWhole(Connection connection, HandTable hands, long poolId, int block)
      throws SQLException {
    long nanos = System.nanoTime();
    Long before = walkedAt.get(poolId);
    if (before != null && nanos - before < WALK_NANOS) {
      return;
    }
    walkedAt.put(poolId, nanos);
    List<LeaseTable.Row> adopted = hands.adopt(poolId, node);
    connection.commit();
    if (!adopted.isEmpty()) {
      log.info("pool {}: {} addresses of nodes that are gone taken over", poolId, adopted.size());
      adopted.stream().filter(row -> ranges.hold(poolId, row.address())).forEach(take);
    }
    for (Range range : ranges.of(poolId)) {
      claim(connection, hands, poolId, range.first(), range.size(), block);
      List<Integer> takenOver = hands.takeOver(poolId, node, range.first(), range.size(), block);
      connection.commit();
      takenOver.forEach(pools.pool(poolId)::add);
    }
    if (pools.pool(poolId).givable() > 0) {
      return;
    }
    LeaseTable leases = new LeaseTable(connection);
    List<Integer> taken =
        leases.ended(poolId, node, clock.instant(), block).stream()
            .filter(it -> pools.pool(poolId).takeBack(it.holder(), it.address(), nanos))
            .map(LeaseTable.Ended::address)
            .toList();
    leases.release(taken);
    connection.commit();
    if (taken.isEmpty()) {
      log.warn("pool {} is used up", poolId);
    } else {
      resting.put(poolId, taken);
      log.info(
          "pool {} is used up: {} addresses of ended sessions taken back", poolId, taken.size());
    }
  }
}
