package id.gerbang.radius.converge;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which (source port, Identifier) was used towards each router, and when: a router remembers it for
 * 300 s, so that none returns within that (RFC 5176 §2.3, RouterOS). What was last sent to longer
 * ago is forgotten: there are at most as many places as were sent to within that before the latest.
 */
final class CoaSlots {

  static final int IDENTIFIERS = 256;
  static final int NONE = -1;
  private static final int MAX_PORTS = 64;
  private static final long REPLAY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(300);

  /** Each with at least one, the oldest first. */
  private final Map<InetSocketAddress, Deque<Used>> byPlace = new HashMap<>();

  private record Used(int slot, long at) {

    boolean isForgotten(long now) {
      return now - at > REPLAY_WINDOW_NANOS;
    }
  }

  /**
   * A number of which each {@link #IDENTIFIERS} are one port's; NONE while all were used within the
   * window.
   *
   * @param place where the router is
   * @param now as {@link System#nanoTime}
   */
  int take(InetSocketAddress place, long now) {
    Deque<Used> used = byPlace.get(place);
    if (used == null || used.getLast().isForgotten(now)) {
      byPlace.values().removeIf(one -> one.getLast().isForgotten(now));
      used = new ArrayDeque<>();
      byPlace.put(place, used);
    }
    Used oldest = used.peek();
    int slot = oldest != null && oldest.isForgotten(now) ? used.remove().slot() : used.size();
    if (slot == MAX_PORTS * IDENTIFIERS) {
      return NONE;
    }
    used.add(new Used(slot, now));
    return slot;
  }

  /** How many are remembered. */
  int places() {
    return byPlace.size();
  }
}
