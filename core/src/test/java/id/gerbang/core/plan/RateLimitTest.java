package id.gerbang.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.gerbang.core.plan.RateLimit.Burst;
import id.gerbang.core.plan.RateLimit.Pair;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RateLimitTest {

  private static final Pair RATE = new Pair(10_000_000, 30_000_000);
  private static final Burst BURST =
      new Burst(new Pair(20_000_000, 60_000_000), new Pair(8_000_000, 24_000_000), 8, 8);
  private static final Optional<Pair> MINIMUM = Optional.of(new Pair(5_000_000, 15_000_000));
  private static final Optional<Pair> NONE = Optional.empty();

  static Stream<Arguments> texts() {
    Optional<Burst> burst = Optional.of(BURST);
    Optional<Burst> uneven = Optional.of(new Burst(BURST.rate(), BURST.threshold(), 10, 16));
    return Stream.of(
        arguments(RateLimit.of(5_000_000, 10_000_000), "5M/10M"),
        arguments(RateLimit.of(64_000, 128_000_000), "64k/128M"),
        arguments(RateLimit.of(1_500_000, 2_000_000_000), "1500k/2000M"),
        arguments(RateLimit.of(1_000_001, 1_500), "1000001/1500"),
        arguments(RateLimit.of(1, 1024), "1/1024"),
        arguments(new RateLimit(RATE, burst, 8, MINIMUM), "10M/30M 20M/60M 8M/24M 8/8 8 5M/15M"),
        arguments(new RateLimit(RATE, burst, 0, NONE), "10M/30M 20M/60M 8M/24M 8/8"),
        arguments(new RateLimit(RATE, uneven, 1, NONE), "10M/30M 20M/60M 8M/24M 10/16 1"),
        arguments(new RateLimit(RATE, burst, 0, MINIMUM), "10M/30M 20M/60M 8M/24M 8/8 8 5M/15M"),
        arguments(new RateLimit(RATE, Optional.empty(), 5, NONE), "10M/30M 0/0 0/0 0/0 5"),
        arguments(
            new RateLimit(RATE, Optional.empty(), 0, MINIMUM), "10M/30M 0/0 0/0 0/0 8 5M/15M"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("texts")
  void the_text_says_upload_first_and_fills_gaps(RateLimit limit, String text) {
    assertThat(limit.text()).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0} at most {1}/{2}: {3}")
  @CsvSource({
    "false, 512000, 1000000, 512k/1M",
    "false, 512000, 90000000, 512k/30M",
    "true, 512000, 1000000, 512k/1M",
    "true, 90000000, 90000000, 10M/30M",
  })
  void at_most_so_much_and_never_more_than_was_sold(
      boolean bursts, long upload, long download, String text) {
    RateLimit sold =
        new RateLimit(RATE, bursts ? Optional.of(BURST) : Optional.empty(), 8, MINIMUM);
    assertThat(sold.atMost(new Pair(upload, download)).text()).isEqualTo(text);
  }

  @Test
  void what_routeros_would_misread_is_refused() {
    refused(() -> new Pair(0, 10), "at least 1 bit/s");
    refused(() -> new Pair(10, -1), "at least 1 bit/s");
    refused(() -> new RateLimit(RATE, Optional.empty(), 9, NONE), "priority");
    refused(() -> new RateLimit(RATE, Optional.empty(), -1, NONE), "priority");
    refused(() -> burst(new Pair(9_999_999, 60_000_000), 8, 8), "burst rate");
    refused(() -> burst(new Pair(20_000_000, 29_999_999), 8, 8), "burst rate");
    refused(() -> burst(BURST.rate(), 0, 8), "burst time");
    refused(() -> burst(BURST.rate(), 8, 0), "burst time");
    refused(() -> minimum(new Pair(10_000_001, 1)), "minimum rate");
    refused(() -> minimum(new Pair(1, 30_000_001)), "minimum rate");
  }

  private static RateLimit burst(Pair rate, int uploadSeconds, int downloadSeconds) {
    Burst burst = new Burst(rate, BURST.threshold(), uploadSeconds, downloadSeconds);
    return new RateLimit(RATE, Optional.of(burst), 0, NONE);
  }

  private static RateLimit minimum(Pair rate) {
    return new RateLimit(RATE, Optional.empty(), 0, Optional.of(rate));
  }

  private static void refused(ThrowingCallable limit, String why) {
    assertThatThrownBy(limit)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
