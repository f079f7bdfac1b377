package id.gerbang.radius.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Addresses that are nobody's and not to be given yet: one that was taken back rests until every
 * node has read of it, and a login that crossed it has reported. One thread.
 */
final class RestingAddresses {

  private final long nanos;
  private final List<Some> all = new ArrayList<>();

  /** Addresses of a pool, and since when they rest. */
  record Some(long poolId, List<Integer> addresses, long since) {}

  RestingAddresses(long nanos) {
    this.nanos = nanos;
  }

  void put(long poolId, Collection<Integer> addresses) {
    all.add(new Some(poolId, List.copyOf(addresses), System.nanoTime()));
  }

  boolean has(int address) {
    return all.stream().anyMatch(some -> some.addresses().contains(address));
  }

  /** Those that have rested. */
  List<Some> rested() {
    long now = System.nanoTime();
    return all.stream().filter(some -> now - some.since() >= nanos).toList();
  }

  void remove(Some some) {
    all.remove(some);
  }
}
