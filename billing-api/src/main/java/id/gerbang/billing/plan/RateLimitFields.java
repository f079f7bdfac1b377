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
