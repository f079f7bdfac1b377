package id.gerbang.billing.plan;

import id.gerbang.billing.http.Checks;
import id.gerbang.core.plan.RateLimit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan's speed as JSON: bit/s as the customer sees them, burst times in seconds. */
public record RateLimitFields(
    @Nullable Long download,
    @Nullable Long upload,
    @Nullable Long burstDownload,
    @Nullable Long burstUpload,
    @Nullable Long thresholdDownload,
    @Nullable Long thresholdUpload,
    @Nullable Integer burstTimeDownload,
    @Nullable Integer burstTimeUpload,
    @Nullable Integer priority,
    @Nullable Long minDownload,
    @Nullable Long minUpload) {

  private static final long FASTEST = 1_000_000_000_000L;
  private static final int LONGEST_BURST_SECONDS = 86_400;

  /**
   * What a Mikrotik-Rate-Limit says, or the {@code rate-limit} of a router's profile: the router's
   * receiving side, the upload, comes first.
   *
   * @throws IllegalArgumentException it is none, or one that has no end in one direction
   */
  public static RateLimitFields of(String text) {
    String[] fields = text.strip().split(" +");
    if (fields.length > 6) {
      throw new IllegalArgumentException("is no rate limit: " + text);
    }
    long[] rate = rates(fields, 0);
    long[] burst = rates(fields, 1);
    long[] threshold = rates(fields, 2);
    long[] times = rates(fields, 3);
    long[] minimum = rates(fields, 5);
    return of(rate, burst, threshold, times, fields.length > 4 ? number(fields[4]) : 0, minimum);
  }

  /**
   * Each of upload and download, in bit/s and seconds; 0 is not said.
   *
   * @throws IllegalArgumentException a rate is limited in one direction alone, or they don't fit
   */
  public static RateLimitFields of(
      long[] rate, long[] burst, long[] threshold, long[] times, long priority, long[] minimum) {
    if (rate[0] == 0 || rate[1] == 0) {
      throw new IllegalArgumentException("limits no rate, or one direction alone");
    }
    boolean bursts = burst[0] > rate[0] || burst[1] > rate[1];
    boolean commits = minimum[0] > 0 || minimum[1] > 0;
    RateLimitFields fields =
        new RateLimitFields(
            rate[1],
            rate[0],
            bursts ? Math.max(burst[1], rate[1]) : null,
            bursts ? Math.max(burst[0], rate[0]) : null,
            bursts ? said(threshold[1], rate[1]) : null,
            bursts ? said(threshold[0], rate[0]) : null,
            bursts ? (int) said(times[1], 1) : null,
            bursts ? (int) said(times[0], 1) : null,
            priority == 0 ? null : (int) priority,
            commits ? said(minimum[1], rate[1]) : null,
            commits ? said(minimum[0], rate[0]) : null);
    fields.text();
    return fields;
  }

  private static long said(long value, long otherwise) {
    return value == 0 ? otherwise : value;
  }

  /** One of them alone is for both directions. */
  private static long[] rates(String[] fields, int index) {
    if (index >= fields.length) {
      return new long[2];
    }
    String[] pair = fields[index].split("/", -1);
    if (pair.length > 2) {
      throw new IllegalArgumentException("is no rate limit: " + fields[index]);
    }
    return new long[] {number(pair[0]), number(pair[pair.length - 1])};
  }

  /** {@code 512k}, {@code 10M}; {@code k} is 1,000. */
  private static long number(String written) {
    if (!written.matches("[0-9]{1,15}|[0-9]{1,9}[kKmMgG]")) {
      throw new IllegalArgumentException("is no rate: " + written);
    }
    char unit = Character.toLowerCase(written.charAt(written.length() - 1));
    long digits = Long.parseLong(written.replaceAll("[^0-9]", ""));
    return switch (unit) {
      case 'k' -> digits * 1_000;
      case 'm' -> digits * 1_000_000;
      case 'g' -> digits * 1_000_000_000;
      default -> digits;
    };
  }

  void check(Checks checks) {
    rate(checks, download, "download", true);
    rate(checks, upload, "upload", true);
    List<@Nullable Object> burst =
        Arrays.asList(
            burstDownload,
            burstUpload,
            thresholdDownload,
            thresholdUpload,
            burstTimeDownload,
            burstTimeUpload);
    boolean bursts = burst.stream().anyMatch(Objects::nonNull);
    rate(checks, burstDownload, "burstDownload", bursts);
    rate(checks, burstUpload, "burstUpload", bursts);
    rate(checks, thresholdDownload, "thresholdDownload", bursts);
    rate(checks, thresholdUpload, "thresholdUpload", bursts);
    underTheRate(checks, thresholdDownload, download, "thresholdDownload");
    underTheRate(checks, thresholdUpload, upload, "thresholdUpload");
    seconds(checks, burstTimeDownload, "burstTimeDownload", bursts);
    seconds(checks, burstTimeUpload, "burstTimeUpload", bursts);
    checks.that(
        priority == null || (priority >= 1 && priority <= 8), "rateLimit.priority", "is 1 to 8");
    boolean committed = minDownload != null || minUpload != null;
    rate(checks, minDownload, "minDownload", committed);
    rate(checks, minUpload, "minUpload", committed);
  }

  private static void rate(Checks checks, @Nullable Long rate, String field, boolean required) {
    String path = "rateLimit." + field;
    if (rate == null) {
      checks.that(!required, path, "is missing");
    } else {
      checks.that(rate > 0 && rate <= FASTEST, path, "is from 1 bit/s to 1 Tbit/s");
    }
  }

  /** Above it RouterOS would end no burst: the average never gets there. */
  private static void underTheRate(
      Checks checks, @Nullable Long threshold, @Nullable Long rate, String field) {
    checks.that(
        threshold == null || rate == null || threshold <= rate,
        "rateLimit." + field,
        "is above the rate");
  }

  private static void seconds(
      Checks checks, @Nullable Integer seconds, String field, boolean required) {
    String path = "rateLimit." + field;
    if (seconds == null) {
      checks.that(!required, path, "is missing");
    } else {
      checks.that(
          seconds > 0 && seconds <= LONGEST_BURST_SECONDS, path, "is from 1 second to a day");
    }
  }

  /**
   * As a Mikrotik-Rate-Limit says it; empty: no limit.
   *
   * @throws IllegalArgumentException its parts don't fit one another
   */
  public String text() {
    return rateLimit().map(RateLimit::text).orElse("");
  }

  /** The speed; throws IllegalArgumentException where its parts don't fit one another. */
  Optional<RateLimit> rateLimit() {
    return pair(upload, download)
        .map(
            rate ->
                new RateLimit(
                    rate, burst(), priority == null ? 0 : priority, pair(minUpload, minDownload)));
  }

  private Optional<RateLimit.Burst> burst() {
    return pair(burstUpload, burstDownload)
        .flatMap(
            rate ->
                pair(thresholdUpload, thresholdDownload)
                    .map(
                        threshold ->
                            new RateLimit.Burst(
                                rate,
                                threshold,
                                Objects.requireNonNullElse(burstTimeUpload, 1),
                                Objects.requireNonNullElse(burstTimeDownload, 1))));
  }

  private static Optional<RateLimit.Pair> pair(@Nullable Long upload, @Nullable Long download) {
    return upload == null || download == null
        ? Optional.empty()
        : Optional.of(new RateLimit.Pair(upload, download));
  }
}
