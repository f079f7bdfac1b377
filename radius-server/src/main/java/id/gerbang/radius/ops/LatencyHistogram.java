package id.gerbang.radius.ops;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, in fixed classes. Counting is two additions that nobody waits for. */
public final class LatencyHistogram {

  /** Upper bounds, in microseconds: from a login out of memory to a router's last try. */
  private static final long[] BOUNDS = {
    50,
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000
  };

  private final LongAdder[] classes = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  LatencyHistogram() {
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new LongAdder();
    }
  }

  public void took(long nanoseconds) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanoseconds);
    int at = 0;
    while (at < BOUNDS.length && micros > BOUNDS[at]) {
      at++;
    }
    classes[at].increment();
    nanos.add(nanoseconds);
  }

  /**
   * @param name of the family
   * @param labels as in Prometheus text, without braces; may be empty
   */
  void addTo(MetricsText text, String name, String labels) {
    String comma = labels.isEmpty() ? "" : labels + ",";
    long count = 0;
    for (int i = 0; i < classes.length; i++) {
      count += classes[i].sum();
      String bound = i < BOUNDS.length ? seconds(BOUNDS[i]) : "+Inf";
      text.sample(name, "_bucket{" + comma + "le=\"" + bound + "\"}", Long.toString(count));
    }
    String braces = labels.isEmpty() ? "" : "{" + labels + "}";
    text.sample(name, "_sum" + braces, Double.toString(nanos.sum() / 1e9));
    text.sample(name, "_count" + braces, Long.toString(count));
  }

  private static String seconds(long micros) {
    return Double.toString(micros / 1e6);
  }
}
