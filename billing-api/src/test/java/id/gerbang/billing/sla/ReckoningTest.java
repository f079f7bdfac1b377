package id.gerbang.billing.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is due for a month of 43,200 minutes at Rp 150.000. */
class ReckoningTest {

  private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final String STEPS =
      """
      {"percent": 99.5, "steps": [{"below": 99.5, "credit": 5}, {"below": 99, "credit": 10}]}""";

  /** 99.5 % of 43,200 minutes is up for all but 216; 99 % for all but 432. */
  @ParameterizedTest(name = "{0} minutes: {2}")
  @CsvSource({
    "0,     false, 0,     100.000",
    "216,   false, 0,     99.500",
    "217,   true,  7500,  99.497",
    "432,   true,  7500,  99.000",
    "433,   true,  15000, 98.997",
    "43200, true,  15000, 0.000",
  })
  void steps_count_below_their_percent_and_not_at_it(
      long out, boolean broken, long credit, String percent) {
    Reckoning reckoned = reckon(STEPS, out, 150_000);
    assertThat(reckoned.broken()).isEqualTo(broken);
    assertThat(reckoned.credit()).isEqualTo(credit);
    assertThat(reckoned.percent()).hasToString(percent);
  }

  @ParameterizedTest(name = "{0} minutes of {1}: {2}")
  @CsvSource({
    "216,   150000, 0",
    "217,   150000, 753", // 753.47
    "288,   75,     1", // 0.5: half up
    "43200, 150000, 150000",
  })
  void by_the_share_that_was_out_it_is_rounded_half_up(long out, long price, long credit) {
    String rules = "{\"percent\": 99.5, \"proRata\": true}";
    assertThat(reckon(rules, out, price).credit()).isEqualTo(credit);
  }

  @Test
  void without_a_promise_nothing_is_due() {
    Minutes month = Month.minutes(NOVEMBER, JAKARTA);
    assertThat(Reckoning.of(Optional.empty(), month, month, 150_000))
        .isEqualTo(new Reckoning(43_200, 43_200, false, 0));
  }

  @Test
  void outside_the_measured_hours_an_outage_is_none() {
    SlaRules rules = rules("{\"percent\": 99, \"from\": \"08:00\", \"until\": \"20:00\"}");
    Minutes measured = rules.measured(NOVEMBER, JAKARTA);
    assertThat(measured.count()).isEqualTo(30 * 12 * 60);
    Minutes night =
        Minutes.between(
            Instant.parse("2026-11-10T12:30:00Z"), Instant.parse("2026-11-11T01:15:00Z"));
    assertThat(Reckoning.of(Optional.of(rules), measured, night, 1).out()).isEqualTo(30 + 15);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | rules.percent",
        "{\"percent\": 100.5} | rules.percent",
        "{\"percent\": 99.9999} | rules.percent",
        "{\"percent\": 99, \"from\": \"08:00\"} | rules.until",
        "{\"percent\": 99, \"from\": \"08:00\", \"until\": \"08:00\"} | rules.until",
        "{\"percent\": 99, \"from\": \"8\", \"until\": \"20:00\"} | rules.from",
        "{\"percent\": 99, \"steps\": [{\"below\": 99, \"credit\": 0}]} | rules.steps[0].credit",
        "{\"percent\": 99, \"steps\": [{\"credit\": 5}]} | rules.steps[0].below",
        "{\"percent\": 99, \"proRata\": true, \"steps\": [{\"below\": 9, \"credit\": 5}]} | rules.proRata",
      })
  void what_can_t_be_promised_is_named(String json, String field) {
    Checks checks = new Checks();
    rules(json).check(checks);
    assertThatThrownBy(checks::done)
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field));
  }

  private static Reckoning reckon(String rules, long out, long price) {
    Instant begin = Month.begin(NOVEMBER, JAKARTA);
    return Reckoning.of(
        Optional.of(rules(rules)),
        Month.minutes(NOVEMBER, JAKARTA),
        Minutes.between(begin, begin.plusSeconds(60 * out)),
        price);
  }

  private static SlaRules rules(String json) {
    return Json.kept(json, SlaRules.class);
  }
}
