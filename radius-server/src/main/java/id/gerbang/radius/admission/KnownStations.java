package id.gerbang.radius.admission;

import id.gerbang.radius.session.Station;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Who logged in from where, lately: a million pairs of subscriber and station in a table that never
 * grows. What finds its place taken takes another's: that station counts as a stranger again.
 */
final class KnownStations {

  private static final int SIZE = 1 << 20;
  private static final int WAYS = 4;

  private final AtomicLongArray table = new AtomicLongArray(SIZE);

  /** Else who chooses his MACs could choose whose place they take. */
  private final long seed = new SecureRandom().nextLong();

  void add(long subscriberId, Station station) {
    if (!station.isKnown()) {
      return;
    }
    long pair = pair(subscriberId, station);
    if (has(pair)) {
      return;
    }
    int bucket = bucket(pair);
    for (int i = 0; i < WAYS; i++) {
      if (table.get(bucket + i) == 0) {
        table.set(bucket + i, pair);
        return;
      }
    }
    table.set(bucket + (int) (pair >>> 62), pair);
  }

  boolean has(long subscriberId, Station station) {
    return station.isKnown() && has(pair(subscriberId, station));
  }

  private boolean has(long pair) {
    int bucket = bucket(pair);
    for (int i = 0; i < WAYS; i++) {
      if (table.get(bucket + i) == pair) {
        return true;
      }
    }
    return false;
  }

  private static int bucket(long pair) {
    return (int) pair & (SIZE - 1) & -WAYS;
  }

  /** Never 0, which is an empty place. */
  private long pair(long subscriberId, Station station) {
    long mixed = mixed(mixed(subscriberId ^ seed) ^ station.number());
    return mixed == 0 ? 1 : mixed;
  }

  /** The finaliser of SplitMix64: each bit in depends on each bit out. */
  private static long mixed(long value) {
    long mixed = value + 0x9e37_79b9_7f4a_7c15L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
    return mixed ^ mixed >>> 31;
  }
}
