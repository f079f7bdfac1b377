package id.gerbang.radius.address;

import java.util.List;

/** The ranges of all pools, for asking whether an address is of one. */
record AddressRanges(List<Range> all) {

  /** Addresses of one pool, from the first to the last. */
  record Range(long poolId, int first, int last) {

    boolean holds(int address) {
      return Integer.compareUnsigned(first, address) <= 0
          && Integer.compareUnsigned(address, last) <= 0;
    }

    long size() {
      return Integer.toUnsignedLong(last) - Integer.toUnsignedLong(first) + 1;
    }
  }

  static final AddressRanges NONE = new AddressRanges(List.of());

  boolean hold(long poolId, int address) {
    return all.stream().anyMatch(range -> range.poolId() == poolId && range.holds(address));
  }

  List<Range> of(long poolId) {
    return all.stream().filter(range -> range.poolId() == poolId).toList();
  }

  long size(long poolId) {
    return of(poolId).stream().mapToLong(Range::size).sum();
  }
}
