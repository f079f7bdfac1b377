package id.gerbang.radius.ops;

import id.gerbang.core.dictionary.Ipv6Text;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * What each router sent and was told, from its first genuine request on. By address, as datagrams
 * come; shown by name. At most 2,000: those beyond share one line.
 */
final class RouterCounters {

  private static final int LIMIT = 2_000;

  private final Map<InetAddress, Counts> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Counts others = new Counts();
  private volatile Function<InetAddress, Optional<String>> names = address -> Optional.empty();

  private static final class Counts {
    private final LongAdder received = new LongAdder();
    private final LongAdder replied = new LongAdder();
    private final LongAdder silent = new LongAdder();
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

  void addTo(MetricsText text) {
    Map<String, long[]> byName = new TreeMap<>();
    byAddress.forEach(
        (address, counts) ->
            add(byName, names.apply(address).orElse(Ipv6Text.of(address)), counts));
    if (others.replied.sum() > 0) {
      add(byName, "(others)", others);
    }
    byName.forEach(
        (name, sums) -> {
          String label = "{router=\"" + MetricsText.escaped(name) + "\"}";
          text.counter("gerbang_radius_router_received_total" + label, sums[0]);
          text.counter("gerbang_radius_router_replied_total" + label, sums[1]);
          text.counter("gerbang_radius_router_silent_total" + label, sums[2]);
        });
  }

  private static void add(Map<String, long[]> byName, String name, Counts counts) {
    long[] sums = byName.computeIfAbsent(name, any -> new long[3]);
    sums[0] += counts.received.sum();
    sums[1] += counts.replied.sum();
    sums[2] += counts.silent.sum();
  }
}
