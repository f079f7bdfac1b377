package id.gerbang.radius.ops;

import id.gerbang.core.access.Reason;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What came in at one port and what became of it. They add up: received = replied + repeated +
 * copies dropped + silent by reason + in progress; each is counted where it happens, so that a
 * request that is lost on the way shows as a difference.
 */
public final class PortCounters {

  private final Map<Reason, LongAdder> silent = new EnumMap<>(Reason.class);
  private final LongAdder received = new LongAdder();
  private final LongAdder replied = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder copies = new LongAdder();
  private final LongAdder unsent = new LongAdder();
  private final LongAdder unread = new LongAdder();
  private final LongAdder inProgress = new LongAdder();
  private final LatencyHistogram latency;
  private final String label;
  private final RouterCounters routers;
  private final Counters all;

  PortCounters(String port, LatencyHistogram latency, RouterCounters routers, Counters all) {
    this.label = "port=\"" + port + "\"";
    this.latency = latency;
    this.routers = routers;
    this.all = all;
    Arrays.stream(Reason.values())
        .filter(reason -> reason.kind() == Reason.Kind.SILENCE)
        .forEach(reason -> silent.put(reason, new LongAdder()));
  }

  /**
   * A datagram came.
   *
   * @return whether its sender is one of the routers that are counted
   */
  public boolean received(InetAddress sender) {
    received.increment();
    return routers.received(sender);
  }

  /** A genuine request, none that was seen before, is being settled. */
  public void taken() {
    inProgress.increment();
  }

  /** The same came from a sender that was none of the routers that are counted. */
  public void genuine(InetAddress sender) {
    routers.genuine(sender);
  }

  /**
   * It is settled: replied or silent comes next, a refusal after its delay.
   *
   * @param nanos how long it took
   */
  public void settled(long nanos) {
    latency.took(nanos);
  }

  /** A request was answered for the first time. */
  public void replied(InetAddress router) {
    inProgress.decrement();
    replied.increment();
    routers.replied(router);
  }

  /** A request that was taken will not be answered. */
  public void givenUp() {
    inProgress.decrement();
  }

  /** A retransmission got the same answer again. */
  public void repeated() {
    repeated.increment();
  }

  /** The network did not take an answer: it stayed here, for when the router asks again. */
  public void unsent() {
    unsent.increment();
  }

  /** The network gave an error in place of a datagram, as the word that a port is unreachable. */
  public void unread() {
    unread.increment();
  }

  /** A copy of a request still in progress was dropped. */
  public void copyDropped() {
    copies.increment();
  }

  /** A datagram was met with silence. */
  public void silent(InetAddress sender, Reason reason) {
    LongAdder counter = silent.get(reason);
    if (counter == null) {
      throw new IllegalArgumentException(reason + " is no reason for silence");
    }
    counter.increment();
    routers.silent(sender);
  }

  /** Something of ours failed. */
  public void failed() {
    all.count("gerbang_radius_errors_total");
  }

  long silences(Reason reason) {
    LongAdder counter = silent.get(reason);
    return counter == null ? 0 : counter.sum();
  }

  long received() {
    return received.sum();
  }

  long inProgress() {
    return inProgress.sum();
  }

  void addTo(MetricsText text) {
    text.counter("gerbang_radius_received_total{" + label + "}", received.sum());
    text.counter("gerbang_radius_replied_total{" + label + "}", replied.sum());
    text.counter("gerbang_radius_repeated_total{" + label + "}", repeated.sum());
    text.counter("gerbang_radius_copies_dropped_total{" + label + "}", copies.sum());
    text.counter("gerbang_radius_unsent_total{" + label + "}", unsent.sum());
    text.counter("gerbang_radius_unread_total{" + label + "}", unread.sum());
    text.gauge("gerbang_radius_in_progress{" + label + "}", inProgress.sum());
    silent.forEach(
        (reason, count) ->
            text.counter(
                "gerbang_radius_silent_total{%s,reason=\"%s\"}"
                    .formatted(label, reason.name().toLowerCase(Locale.ROOT)),
                count.sum()));
  }
}
