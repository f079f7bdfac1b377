package id.gerbang.radius.ops;

import id.gerbang.core.dictionary.Ipv6Text;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * What each router sent and was told, from its first genuine request on. By address, as datagrams
 * come; shown by name, also of what it sent from where it is no more. At most 2,000 addresses:
 * those beyond share one line.
 */
final class RouterCounters {

  private static final int LIMIT = 2_000;
  private static final String OTHERS = "(others)";

  private final Map<InetAddress, Counts> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Counts others = new Counts();

  /** By name, what was counted at addresses that are another's now, or nobody's. */
  private final Map<String, long[]> left = new HashMap<>();

  private volatile Function<InetAddress, Optional<String>> names = address -> Optional.empty();

  private static final class Counts {
    private final LongAdder received = new LongAdder();
    private final LongAdder replied = new LongAdder();
    private final LongAdder silent = new LongAdder();

    /** By which name it was shown last. */
    private Optional<String> name = Optional.empty();
  }

  void named(Function<InetAddress, Optional<String>> by) {
    names = by;
  }

  /**
   * @return whether the sender is counted, and this too; otherwise {@link #genuine} counts it
   */
  boolean received(InetAddress sender) {
    Counts counts = byAddress.get(sender);
    if (counts != null) {
      counts.received.increment();
    }
    return counts != null;
  }

  /**
   * What came of a sender that was not counted then: from here on it is. Another event loop may
   * have taken such a one meanwhile.
   */
  void genuine(InetAddress sender) {
    if (size.get() < LIMIT && byAddress.putIfAbsent(sender, new Counts()) == null) {
      size.incrementAndGet();
    }
    byAddress.getOrDefault(sender, others).received.increment();
  }

  void replied(InetAddress sender) {
    Counts counts = byAddress.get(sender);
    (counts == null ? others : counts).replied.increment();
  }

  void silent(InetAddress sender) {
    Counts counts = byAddress.get(sender);
    if (counts != null) {
      counts.silent.increment();
    }
  }

  synchronized void addTo(MetricsText text) {
    Map<String, long[]> byName = new TreeMap<>();
    boolean full = size.get() >= LIMIT;
    byAddress.forEach(
        (address, counts) -> {
          Optional<String> name = names.apply(address);
          if (hasLeft(counts, name, full)) {
            byAddress.remove(address);
            size.decrementAndGet();
            add(left, counts.name.orElse(OTHERS), counts);
          } else {
            counts.name = name;
            add(byName, name.orElse(Ipv6Text.of(address)), counts);
          }
        });
    left.forEach((name, sums) -> add(byName, name, sums));
    if (others.replied.sum() > 0) {
      add(byName, OTHERS, others);
    }
    byName.forEach(
        (name, sums) -> {
          String label = "{router=\"" + MetricsText.escaped(name) + "\"}";
          text.counter("gerbang_radius_router_received_total" + label, sums[0]);
          text.counter("gerbang_radius_router_replied_total" + label, sums[1]);
          text.counter("gerbang_radius_router_silent_total" + label, sums[2]);
        });
  }

  /** Whose name was never known goes where there is no room left. */
  private static boolean hasLeft(Counts counts, Optional<String> name, boolean full) {
    return counts.name.isPresent() ? !counts.name.equals(name) : name.isEmpty() && full;
  }

  private static void add(Map<String, long[]> byName, String name, Counts counts) {
    add(
        byName,
        name,
        new long[] {counts.received.sum(), counts.replied.sum(), counts.silent.sum()});
  }

  private static void add(Map<String, long[]> byName, String name, long[] counted) {
    long[] sums = byName.computeIfAbsent(name, any -> new long[counted.length]);
    Arrays.setAll(sums, i -> sums[i] + counted[i]);
  }
}
