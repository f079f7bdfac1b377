package id.gerbang.radius.listen;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The memory off the heap that all duplicate caches share: a load that falls on one socket may use
 * it all, but for one segment that each has of its own. Bounded; made as it is needed, and kept for
 * the next load.
 */
final class SegmentPool {

  static final int SEGMENT_OCTETS = 1 << 18;

  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private final int most;
  private int made;

  SegmentPool(long maxOctets) {
    this.most = Math.toIntExact(maxOctets / SEGMENT_OCTETS);
  }

  /** How many one cache can have. */
  int most() {
    return 1 + most;
  }

  /** The segment that a cache never gives back. */
  ByteBuffer own() {
    return ByteBuffer.allocateDirect(SEGMENT_OCTETS);
  }

  /** An empty segment; null when all are in use. */
  synchronized @Nullable ByteBuffer take() {
    if (free.isEmpty() && made < most) {
      made++;
      return ByteBuffer.allocateDirect(SEGMENT_OCTETS);
    }
    return free.poll();
  }

  synchronized void give(ByteBuffer segment) {
    free.push(segment.clear());
  }

  synchronized long octetsInUse() {
    return (long) (made - free.size()) * SEGMENT_OCTETS;
  }
}
