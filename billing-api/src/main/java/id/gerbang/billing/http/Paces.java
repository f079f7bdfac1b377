package id.gerbang.billing.http;

import id.gerbang.billing.http.Caller.Pace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of requests for each caller, filled at its rate: on this node, in memory. Bounded: who
 * was not heard for longest is forgotten first, and a forgotten bucket is a full one.
 */
final class Paces {

  private static final int MOST = 10_000;
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  Paces(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Bucket(double left, long at) {}

  /** Takes one request; how many seconds to wait where there is none, 0 where there is. */
  synchronized int take(String key, Pace pace) {
    long now = nanoTime.getAsLong();
    Bucket bucket = buckets.getOrDefault(key, new Bucket(pace.burst(), now));
    double filled =
        Math.min(pace.burst(), bucket.left() + (now - bucket.at()) / SECOND * pace.rate());
    boolean allowed = filled >= 1;
    buckets.put(key, new Bucket(allowed ? filled - 1 : filled, now));
    if (buckets.size() > MOST) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    return allowed ? 0 : (int) Math.max(1, Math.ceil((1 - filled) / pace.rate()));
  }
}
