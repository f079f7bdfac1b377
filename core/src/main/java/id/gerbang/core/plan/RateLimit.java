package id.gerbang.core.plan;

import java.util.Objects;
import java.util.Optional;

/**
 * A speed as sold, and its text in Mikrotik-Rate-Limit (mikrotik-radius, section 4.3). Rates are
 * bit/s as the customer sees them; on the wire the router's receive direction, the upload, comes
 * first: 10 M down and 5 M up is {@code 5M/10M}. The text is made once: each login sends it.
 */
public final class RateLimit {

  private static final int TYPICAL_LENGTH = 48;

  private final Pair rate;
  private final Optional<Burst> burst;
  private final int priority;
  private final Optional<Pair> minimum;
  private final String text;

  /** Upload and download in bit/s. */
  public record Pair(long upload, long download) {
    public Pair {
      if (upload <= 0 || download <= 0) {
        throw new IllegalArgumentException("a rate is at least 1 bit/s in each direction");
      }
    }

    private void writeTo(StringBuilder text) {
      writeRate(upload, text);
      text.append('/');
      writeRate(download, text);
    }
  }

  /** What RouterOS allows while the average over {@code time} seconds is under the threshold. */
  public record Burst(Pair rate, Pair threshold, int uploadSeconds, int downloadSeconds) {}

  /**
   * A speed.
   *
   * @param burst absent: no burst
   * @param priority 1 highest to 8; 0: not said
   * @param minimum the committed rate; absent: not said
   */
  public RateLimit(Pair rate, Optional<Burst> burst, int priority, Optional<Pair> minimum) {
    if (priority < 0 || priority > 8) {
      throw new IllegalArgumentException("priority is 1 (highest) to 8, or 0 for none");
    }
    burst.ifPresent(
        b -> {
          if (b.rate().upload() < rate.upload() || b.rate().download() < rate.download()) {
            throw new IllegalArgumentException("a burst rate is not below the rate");
          }
          if (b.uploadSeconds() < 1 || b.downloadSeconds() < 1) {
            throw new IllegalArgumentException("a burst time is at least 1 second");
          }
        });
    minimum.ifPresent(
        m -> {
          if (m.upload() > rate.upload() || m.download() > rate.download()) {
            throw new IllegalArgumentException("a minimum rate is not above the rate");
          }
        });
    this.rate = rate;
    this.burst = burst;
    this.priority = priority;
    this.minimum = minimum;
    this.text = write();
  }

  /** No burst, no priority, no minimum. */
  public static RateLimit of(long upload, long download) {
    return of(new Pair(upload, download));
  }

  /** No burst, no priority, no minimum. */
  public static RateLimit of(Pair rate) {
    return new RateLimit(rate, Optional.empty(), 0, Optional.empty());
  }

  public Pair rate() {
    return rate;
  }

  public Optional<Burst> burst() {
    return burst;
  }

  public int priority() {
    return priority;
  }

  public Optional<Pair> minimum() {
    return minimum;
  }

  /** The attribute's text. */
  public String text() {
    return text;
  }

  /** Without burst, priority and minimum, and in each direction no faster than this. */
  public RateLimit atMost(Pair most) {
    return of(Math.min(rate.upload(), most.upload()), Math.min(rate.download(), most.download()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateLimit that
        && rate.equals(that.rate)
        && burst.equals(that.burst)
        && priority == that.priority
        && minimum.equals(that.minimum);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, burst, priority, minimum);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Later fields need all the earlier ones, so gaps are filled. */
  private String write() {
    StringBuilder text = new StringBuilder(TYPICAL_LENGTH);
    rate.writeTo(text);
    boolean more = priority > 0 || minimum.isPresent();
    if (burst.isPresent()) {
      Burst b = burst.get();
      b.rate().writeTo(text.append(' '));
      b.threshold().writeTo(text.append(' '));
      text.append(' ').append(b.uploadSeconds()).append('/').append(b.downloadSeconds());
    } else if (more) {
      text.append(" 0/0 0/0 0/0");
    }
    if (more) {
      text.append(' ').append(priority > 0 ? priority : 8);
    }
    minimum.ifPresent(m -> m.writeTo(text.append(' ')));
    return text.toString();
  }

  /** {@code k} is 1,000 and {@code M} 1,000,000, written only where exact. */
  private static void writeRate(long bitsPerSecond, StringBuilder text) {
    if (bitsPerSecond % 1_000_000 == 0) {
      text.append(bitsPerSecond / 1_000_000).append('M');
    } else if (bitsPerSecond % 1_000 == 0) {
      text.append(bitsPerSecond / 1_000).append('k');
    } else {
      text.append(bitsPerSecond);
    }
  }
}
