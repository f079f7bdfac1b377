package id.gerbang.radius.ops;

import id.gerbang.core.dictionary.Ipv6Text;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What each router sent and was told, from its first genuine request on. By address, as datagrams
 * come; shown by name, with what it sent from where it is no more. At most 2,000 addresses: those
 * beyond share one line.
 */
final class RouterCounters {

  private static final int LIMIT = 2_000;

  private final Map<InetAddress, Counts> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Counts others = new Counts();

  /** By router, what was counted at addresses that are another's now, or nobody's. */
  private final Map<Long, Counts> left = new HashMap<>();

  private volatile Function<InetAddress, Optional<Long>> routers = address -> Optional.empty();
  private volatile LongFunction<Optional<String>> names = router -> Optional.empty();

  private static final class Counts {
    private final LongAdder received = new LongAdder();
    private final LongAdder replied = new LongAdder();
    private final LongAdder silent = new LongAdder();

    /** Whose address it was when it was shown last. */
    private Optional<Long> router = Optional.empty();

    void add(Counts more) {
      received.add(more.received.sum());
      replied.add(more.replied.sum());
      silent.add(more.silent.sum());
    }
  }

  /**
   * @param at whose an address is
   * @param called by which name a router is shown
   */
  void named(Function<InetAddress, Optional<Long>> at, LongFunction<Optional<String>> called) {
    routers = at;
    names = called;
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
    Map<String, Counts> byName = new TreeMap<>();
    boolean full = size.get() >= LIMIT;
    byAddress.forEach(
        (address, counts) -> {
          Optional<Long> router = routers.apply(address);
          if (hasLeft(counts, router, full)) {
            byAddress.remove(address);
            size.decrementAndGet();
            counts.router.ifPresentOrElse(it -> of(left, it).add(counts), () -> others.add(counts));
          } else {
            counts.router = router;
            of(byName, router.flatMap(names::apply).orElseGet(() -> Ipv6Text.of(address)))
                .add(counts);
          }
        });
    left.keySet().removeIf(router -> names.apply(router).isEmpty());
    left.forEach(
        (router, counts) -> names.apply(router).ifPresent(name -> of(byName, name).add(counts)));
    if (others.received.sum() > 0) {
      of(byName, "(others)").add(others);
    }
    byName.forEach(
        (name, counts) -> {
          String label = "{router=\"" + MetricsText.escaped(name) + "\"}";
          text.counter("gerbang_radius_router_received_total" + label, counts.received.sum());
          text.counter("gerbang_radius_router_replied_total" + label, counts.replied.sum());
          text.counter("gerbang_radius_router_silent_total" + label, counts.silent.sum());
        });
  }

  /** Whose was never known goes where there is no room left. */
  private static boolean hasLeft(Counts counts, Optional<Long> router, boolean full) {
    return counts.router.isPresent() ? !counts.router.equals(router) : router.isEmpty() && full;
  }

  private static <T> Counts of(Map<T, Counts> counts, T one) {
    return counts.computeIfAbsent(one, any -> new Counts());
  }
}
