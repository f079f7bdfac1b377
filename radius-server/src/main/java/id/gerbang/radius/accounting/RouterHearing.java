package id.gerbang.radius.accounting;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which routers' accounting is heard without a break, by the monotonic clock. A restart, a database
 * that lags and a router that can't be reached are breaks: hearing begins anew after them. As many
 * entries as there are routers.
 */
final class RouterHearing {

  private final Map<Long, Heard> routers = new ConcurrentHashMap<>();
  private final long breakNanos;

  private record Heard(long since, long last) {}

  /**
   * @param longestBreak what is heard again after longer begins anew
   */
  RouterHearing(Duration longestBreak) {
    this.breakNanos = longestBreak.toNanos();
  }

  /** A record of a router, come just now, is in the table. */
  void heard(long routerId, long nanos) {
    routers.merge(
        routerId,
        new Heard(nanos, nanos),
        (known, now) -> new Heard(nanos - known.last > breakNanos ? nanos : known.since, nanos));
  }

  /** Routers heard from so long ago up to now. */
  List<Long> heardFor(Duration length, long nanos) {
    return routers.entrySet().stream()
        .filter(entry -> nanos - entry.getValue().last <= breakNanos)
        .filter(entry -> nanos - entry.getValue().since >= length.toNanos())
        .map(Map.Entry::getKey)
        .toList();
  }
}
