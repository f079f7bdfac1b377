package id.gerbang.billing.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  private final Words indonesian =
      new Words(Locale.forLanguageTag("id"), ZoneId.of("Asia/Jakarta"));
  private final Words english = new Words(Locale.ENGLISH, ZoneId.of("Asia/Jakarta"));

  @ParameterizedTest
  @CsvSource({
    "5M/10M, 'download 10 Mbit/s, upload 5 Mbit/s'",
    "512k/2500k, 'download 2.5 Mbit/s, upload 512 kbit/s'",
    "1M/2M 2M/4M 1M/2M 8/8 5, 'download 2 Mbit/s, upload 1 Mbit/s'",
    "rubbish, rubbish"
  })
  void a_rate_on_the_wire_has_the_upload_first(String wire, String words) {
    assertThat(english.wireRate(Optional.of(wire))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT30S, kurang dari satu menit, less than a minute",
    "PT1M, 1 menit, 1 minute",
    "PT2H5M, 2 jam 5 menit, 2 hours 5 minutes",
    "PT24H, 1 hari, 1 day",
    "PT75H10M, 3 hari 3 jam, 3 days 3 hours"
  })
  void a_duration_has_two_units(Duration duration, String id, String en) {
    assertThat(indonesian.duration(duration)).isEqualTo(id);
    assertThat(english.duration(duration)).isEqualTo(en);
  }

  @ParameterizedTest
  @CsvSource({"P1M, bulan, month", "P3M, 3 bulan, 3 months", "P30D, 30 hari, 30 days"})
  void a_period_is_read_after_per(String iso, String id, String en) {
    assertThat(indonesian.period(iso)).isEqualTo(id);
    assertThat(english.period(iso)).isEqualTo(en);
  }

  @Test
  void both_languages_say_everything() {
    ResourceBundle en = bundle(Locale.ROOT);
    ResourceBundle id = bundle(Locale.forLanguageTag("id"));
    assertThat(id.keySet()).isEqualTo(en.keySet());
    assertThat(id.getString("chapter.bill")).isNotEqualTo(en.getString("chapter.bill"));
  }

  @Test
  void bytes_are_counted_in_thousands() {
    assertThat(indonesian.bytes(999)).isEqualTo("999 B");
    assertThat(indonesian.bytes(12_340_000_000L)).isEqualTo("12,34 GB");
    assertThat(english.bytes(Long.MAX_VALUE)).isEqualTo("9.22 EB");
  }

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle("id.gerbang.billing.report.explanation", locale);
  }
}
