package id.gerbang.billing.staff;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Wrong passwords of late, by what they were tried at and from where: on this node, in memory.
 * Bounded: what was tried longest ago is forgotten first.
 */
final class Attempts {

  private static final int MOST = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final LongSupplier nanoTime;
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  Attempts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Failures(int count, long since) {}

  /**
   * Counts an attempt before it is looked at, so that many at once are not more than one after the
   * other. Seconds until the next one is looked at; 0: this one is.
   */
  synchronized long begin(String key, int most) {
    Failures known = current(key);
    if (known.count() >= most) {
      return Math.max(1, WINDOW.minusNanos(nanoTime.getAsLong() - known.since()).toSeconds());
    }
    failures.put(key, new Failures(known.count() + 1, known.since()));
    if (failures.size() > MOST) {
      failures.remove(failures.keySet().iterator().next());
    }
    return 0;
  }

  /** It was right: it does not count. */
  synchronized void succeeded(String key) {
    failures.computeIfPresent(
        key, (tried, known) -> new Failures(Math.max(0, known.count() - 1), known.since()));
  }

  private Failures current(String key) {
    long now = nanoTime.getAsLong();
    Failures known = failures.getOrDefault(key, new Failures(0, now));
    return now - known.since() < WINDOW.toNanos() ? known : new Failures(0, now);
  }
}
