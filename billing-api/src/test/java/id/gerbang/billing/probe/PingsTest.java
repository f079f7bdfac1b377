package id.gerbang.billing.probe;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingsTest {

  @Test
  void times_of_both_versions_are_read_and_what_got_no_answer_is_lost() {
    Pings pings =
        Pings.of(rows("12ms", "12ms345us", "timeout", "345us", "1s2ms", "net unreachable"));
    assertThat(pings.sent()).isEqualTo(6);
    assertThat(pings.lost()).isEqualTo(2);
    assertThat(pings.times()).containsExactly(12_000L, 12_345L, 345L, 1_002_000L);
    assertThat(pings.least()).hasValue(345);
    assertThat(pings.most()).hasValue(1_002_000);
    assertThat(pings.mean()).hasValue(256_673);
  }

  /** 2, 3, 1, 4 and 2 ms between answers: 12 ms in five steps. */
  @Test
  void jitter_is_the_mean_of_the_differences_and_not_the_range() {
    Pings pings = Pings.of(rows("10ms", "12ms", "9ms", "10ms", "14ms", "12ms"));
    assertThat(pings.jitter()).hasValue(2_400);
    assertThat(pings.most().getAsLong() - pings.least().getAsLong()).isEqualTo(5_000);
  }

  @Test
  void of_one_answer_there_is_no_jitter_and_of_none_no_delay() {
    assertThat(Pings.of(rows("10ms", "timeout")).jitter()).isEmpty();
    assertThat(Pings.of(rows("timeout", "timeout")).mean()).isEmpty();
    assertThat(Pings.of(List.of()).sent()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, VERY_GOOD",
    "149999, VERY_GOOD",
    "150000, GOOD",
    "299999, GOOD",
    "300000, FAIR",
    "449999, FAIR",
    "450000, POOR",
    "9000000, POOR"
  })
  void each_delay_has_one_grade(long micros, Grade grade) {
    assertThat(Grade.ofDelay(micros)).isEqualTo(grade);
  }

  @ParameterizedTest
  @CsvSource({
    "0, VERY_GOOD",
    "1, GOOD",
    "2380, GOOD",
    "75000, GOOD",
    "75001, FAIR",
    "125000, FAIR",
    "125001, POOR",
    "225001, POOR"
  })
  void each_jitter_has_one_grade(long micros, Grade grade) {
    assertThat(Grade.ofJitter(micros)).isEqualTo(grade);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 20, VERY_GOOD",
    "1, 50, GOOD",
    "3, 100, GOOD",
    "4, 100, FAIR",
    "3, 20, FAIR",
    "16, 100, POOR",
    "4, 20, POOR",
    "20, 20, POOR"
  })
  void each_loss_has_one_grade(int lost, int sent, Grade grade) {
    assertThat(Grade.ofLoss(lost, sent)).isEqualTo(grade);
  }

  private static List<Row> rows(String... answers) {
    List<Row> rows = new ArrayList<>();
    for (String answer : answers) {
      String name = answer.matches("[0-9a-z]*s") ? "time" : "status";
      rows.add(new Row(Map.of("seq", Integer.toString(rows.size()), name, answer)));
    }
    rows.add(new Row(Map.of("sent", "6", "received", "4", "packet-loss", "33")));
    return rows;
  }
}
