package id.gerbang.billing.staff;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wrong passwords of late, by what they were tried at and from where: on this node, in memory.
 * Bounded: what was tried longest ago is forgotten first.
 *
 * <p>Whoever guesses at a name from many places ends it for places that nobody signed in from; from
 * where somebody did of late, only the guesses from there count, so that a stranger can't lock the
 * owner out.
 */
final class Attempts {

  private static final int MOST = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration KNOWN = Duration.ofDays(30);

  /** Wrong passwords in a window: at a name from one site, at a name, from one site. */
  private static final int BOTH = 10;

  private static final int ONE = 50;

  private final LongSupplier nanoTime;
  private final Map<Key, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Key, Long> rightly = new LinkedHashMap<>(16, 0.75f, true);

  Attempts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Key(@Nullable String name, @Nullable String site) {

    int most() {
      return name != null && site != null ? BOTH : ONE;
    }
  }

  private record Failures(int count, long since) {}

  /**
   * Counts an attempt before it is looked at, so that many at once are not more than one after the
   * other. Seconds until the next one is looked at; 0: this one is.
   */
  synchronized long begin(String name, String site) {
    List<Key> keys = keys(name, site);
    for (Key key : keys) {
      Failures known = current(key);
      if (known.count() >= key.most()) {
        return Math.max(1, WINDOW.minusNanos(nanoTime.getAsLong() - known.since()).toSeconds());
      }
    }
    for (Key key : keys) {
      Failures known = current(key);
      failures.put(key, new Failures(known.count() + 1, known.since()));
    }
    bound(failures);
    return 0;
  }

  /** It was right: it does not count, and whoever has this name signs in from there. */
  synchronized void succeeded(String name, String site) {
    for (Key key : keys(name, site)) {
      failures.computeIfPresent(
          key, (tried, known) -> new Failures(Math.max(0, known.count() - 1), known.since()));
    }
    rightly.put(new Key(name, site), nanoTime.getAsLong());
    bound(rightly);
  }

  private List<Key> keys(String name, String site) {
    Key both = new Key(name, site);
    Long last = rightly.get(both);
    boolean knownHere = last != null && nanoTime.getAsLong() - last < KNOWN.toNanos();
    return knownHere
        ? List.of(both, new Key(null, site))
        : List.of(both, new Key(name, null), new Key(null, site));
  }

  private Failures current(Key key) {
    long now = nanoTime.getAsLong();
    Failures known = failures.getOrDefault(key, new Failures(0, now));
    return now - known.since() < WINDOW.toNanos() ? known : new Failures(0, now);
  }

  private static void bound(Map<Key, ?> map) {
    while (map.size() > MOST) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
