package id.gerbang.radius.accounting;

import id.gerbang.core.access.GrantTimes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which routers' accounting is heard without a break, by the monotonic clock. A restart, a database
 * that lags, a router that can't be reached and a clock that was set are breaks: hearing begins
 * anew after them. As many entries as there are routers.
 */
final class RouterHearing {

  private final Map<Long, Heard> routers = new ConcurrentHashMap<>();
  private volatile Map<Long, Duration> longer = Map.of();

  private record Heard(long since, long last) {}

  /** A record of a router, come just now, is in the table. */
  void heard(long routerId, long nanos) {
    long longestBreak = breakNanos(routerId);
    routers.merge(
        routerId,
        new Heard(nanos, nanos),
        (known, now) -> new Heard(nanos - known.last > longestBreak ? nanos : known.since, nanos));
  }

  /** All hearing begins anew. */
  void breakOff() {
    routers.clear();
  }

  /**
   * From now on.
   *
   * @param silences of routers whose sessions report less often than we ask for by ourselves
   */
  void meansSomethingAfter(Map<Long, Duration> silences) {
    longer = Map.copyOf(silences);
  }

  /** After how long its silence about a session means something. */
  Duration silence(long routerId) {
    return longer.getOrDefault(routerId, GrantTimes.SHORTEST_SILENCE);
  }

  /** Routers heard for so long up to now that their silence about a session means something. */
  List<Long> heardLongEnough(long nanos) {
    return routers.entrySet().stream()
        .filter(entry -> nanos - entry.getValue().last <= breakNanos(entry.getKey()))
        .filter(entry -> nanos - entry.getValue().since >= silence(entry.getKey()).toNanos())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Half of it: between two breaks there is an interim at least. */
  private long breakNanos(long routerId) {
    return silence(routerId).toNanos() / 2;
  }
}
