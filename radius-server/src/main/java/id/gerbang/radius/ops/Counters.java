package id.gerbang.radius.ops;

import id.gerbang.core.access.Reason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What came in and what became of it. They add up: received = replied + repeated + dropped as
 * copies + silent by reason + in progress.
 */
public final class Counters {

  private final Map<Reason, LongAdder> silent = new EnumMap<>(Reason.class);
  private final Map<String, LongAdder> named = new ConcurrentHashMap<>();
  private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();
  private final LongAdder received = new LongAdder();
  private final LongAdder replied = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder copies = new LongAdder();

  public Counters() {
    Arrays.stream(Reason.values())
        .filter(reason -> reason.kind() == Reason.Kind.SILENCE)
        .forEach(reason -> silent.put(reason, new LongAdder()));
  }

  /** A datagram came. */
  public void received() {
    received.increment();
  }

  /** A request was answered for the first time. */
  public void replied() {
    replied.increment();
  }

  /** A retransmission got the same answer again. */
  public void repeated() {
    repeated.increment();
  }

  /** A copy of a request still in progress was dropped. */
  public void copyDropped() {
    copies.increment();
  }

  /** A datagram was met with silence. */
  public void silent(Reason reason) {
    LongAdder counter = silent.get(reason);
    if (counter == null) {
      throw new IllegalArgumentException(reason + " is no reason for silence");
    }
    counter.increment();
  }

  public long silences(Reason reason) {
    LongAdder counter = silent.get(reason);
    return counter == null ? 0 : counter.sum();
  }

  /** Counts something else, by its name in the metrics, labels included. */
  public void count(String name) {
    count(name, 1);
  }

  /** Counts several at once. */
  public void count(String name, long times) {
    named.computeIfAbsent(name, any -> new LongAdder()).add(times);
  }

  /** Shows a value that is asked for when the metrics are read. */
  public void gauge(String name, LongSupplier value) {
    gauges.put(name, value);
  }

  /** Requests taken in and not yet decided. */
  public long inProgress() {
    return received.sum()
        - replied.sum()
        - repeated.sum()
        - copies.sum()
        - silent.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Prometheus text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "gerbang_radius_received_total", received.sum());
    line(text, "gerbang_radius_replied_total", replied.sum());
    line(text, "gerbang_radius_repeated_total", repeated.sum());
    line(text, "gerbang_radius_copies_dropped_total", copies.sum());
    line(text, "gerbang_radius_in_progress", inProgress());
    silent.forEach(
        (reason, count) ->
            line(
                text,
                "gerbang_radius_silent_total{reason=\""
                    + reason.name().toLowerCase(Locale.ROOT)
                    + "\"}",
                count.sum()));
    named.forEach((name, count) -> line(text, name, count.sum()));
    gauges.forEach((name, value) -> line(text, name, value.getAsLong()));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
