package id.gerbang.radius.converge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Which (source port, Identifier) was used towards one router, and when: a router remembers it for
 * 300 s, so that none returns within that (RFC 5176 §2.3, RouterOS).
 */
final class CoaSlots {

  static final int IDENTIFIERS = 256;
  static final int NONE = -1;
  private static final int MAX_PORTS = 64;
  private static final long REPLAY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(300);

  private final Deque<Used> oldestFirst = new ArrayDeque<>();

  private record Used(int slot, long at) {}

  /**
   * A number of which each {@link #IDENTIFIERS} are one port's; NONE while all were used within the
   * window.
   *
   * @param now as {@link System#nanoTime}
   */
  int take(long now) {
    Used oldest = oldestFirst.peek();
    boolean forgotten = oldest != null && now - oldest.at() > REPLAY_WINDOW_NANOS;
    int slot = forgotten ? oldestFirst.remove().slot() : oldestFirst.size();
    if (slot == MAX_PORTS * IDENTIFIERS) {
      return NONE;
    }
    oldestFirst.add(new Used(slot, now));
    return slot;
  }
}
