package id.gerbang.radius.ops;

import id.gerbang.core.access.Reason;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Everything that the RADIUS service counts and measures, and its text for Prometheus. */
public final class Counters {

  private static final Reason[] REASONS = Reason.values();

  private final Map<String, LongAdder> named = new ConcurrentHashMap<>();
  private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();
  private final Map<Sample, LatencyHistogram> latencies = new ConcurrentHashMap<>();
  private final LongAdder[] answers = new LongAdder[REASONS.length];
  private final RouterCounters routers = new RouterCounters();
  private final PortCounters auth = port("auth");
  private final PortCounters acct = port("acct");

  private record Sample(String family, String labels) {}

  public Counters() {
    for (int i = 0; i < answers.length; i++) {
      answers[i] = new LongAdder();
    }
  }

  private PortCounters port(String name) {
    LatencyHistogram latency = latency("gerbang_radius_answer_seconds", "port=\"" + name + "\"");
    return new PortCounters(name, latency, routers, this);
  }

  /** Of the authentication port. */
  public PortCounters auth() {
    return auth;
  }

  /** Of the accounting port. */
  public PortCounters acct() {
    return acct;
  }

  /**
   * By which names routers are shown; by their addresses before.
   *
   * @param at whose an address is
   * @param called by which name a router is shown
   */
  public void routersNamed(
      Function<InetAddress, Optional<Long>> at, LongFunction<Optional<String>> called) {
    routers.named(at, called);
  }

  /** A login was decided. */
  public void answered(Reason reason) {
    answers[reason.ordinal()].increment();
  }

  public long silences(Reason reason) {
    return auth.silences(reason) + acct.silences(reason);
  }

  /** Datagrams of both ports. */
  public long received() {
    return auth.received() + acct.received();
  }

  /** Requests taken in and not yet answered or given up. */
  public long inProgress() {
    return auth.inProgress() + acct.inProgress();
  }

  /** Counts something else, by its name in the metrics, labels included. */
  public void count(String name) {
    count(name, 1);
  }

  /** Counts several at once. */
  public void count(String name, long times) {
    counter(name).add(times);
  }

  /** Something that is counted so often that its name is looked up once. */
  public LongAdder counter(String name) {
    return named.computeIfAbsent(name, any -> new LongAdder());
  }

  /** Shows a value that is asked for when the metrics are read. */
  public void gauge(String name, LongSupplier value) {
    gauges.put(name, value);
  }

  /**
   * Measures how long something takes.
   *
   * @param labels as in Prometheus text, without braces; may be empty
   */
  public LatencyHistogram latency(String name, String labels) {
    return latencies.computeIfAbsent(new Sample(name, labels), any -> new LatencyHistogram());
  }

  /** Prometheus text. */
  public String text() {
    MetricsText text = new MetricsText();
    auth.addTo(text);
    acct.addTo(text);
    routers.addTo(text);
    for (Reason reason : REASONS) {
      if (reason.kind() == Reason.Kind.ACCEPT || reason.kind() == Reason.Kind.REJECT) {
        text.counter(
            "gerbang_radius_answers_total{answer=\"%s\",reason=\"%s\"}"
                .formatted(lower(reason.kind()), lower(reason)),
            answers[reason.ordinal()].sum());
      }
    }
    named.forEach((name, count) -> text.counter(name, count.sum()));
    gauges.forEach((name, value) -> text.gauge(name, value.getAsLong()));
    latencies.forEach((sample, times) -> text.histogram(sample.family(), sample.labels(), times));
    return text.toString();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
