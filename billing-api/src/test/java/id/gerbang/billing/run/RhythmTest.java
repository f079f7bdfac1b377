package id.gerbang.billing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RhythmTest {

  @ParameterizedTest
  @CsvSource({
    // length, day, from, ends, of 310,000 rupiah
    "P1M, 1, 2026-12-01, 2027-01-01, 310000",
    "P1M, 31, 2026-01-31, 2026-02-28, 310000",
    "P1M, 31, 2026-02-28, 2026-03-31, 310000",
    "P1M, 31, 2028-02-29, 2028-03-31, 310000",
    "P1M, 30, 2027-12-30, 2028-01-30, 310000",
    "P1M, 29, 2027-02-28, 2027-03-29, 310000",
    // Bridges: the first ten days of December were not to be paid for, or all but them.
    "P1M, 1, 2026-12-11, 2027-01-01, 210000",
    "P1M, 11, 2026-12-01, 2026-12-11, 103334",
    "P1M, 15, 2026-12-31, 2027-01-15, 150000",
    "P3M, 1, 2026-12-01, 2027-03-01, 310000",
    "P3M, 1, 2026-12-02, 2027-01-01, 103333",
    "P1Y, 5, 2026-12-05, 2027-12-05, 310000",
    "P30D, 1, 2026-12-07, 2027-01-06, 310000",
  })
  void a_period_ends_where_the_next_begins(
      Period length, int day, LocalDate from, LocalDate ends, long amount) {
    assertThat(new Rhythm(length, day).charge(from, 310_000, Optional.empty()))
        .isEqualTo(new Rhythm.Charge(from, ends, amount));
  }

  @Test
  void the_day_is_kept_over_short_months() {
    Rhythm rhythm = new Rhythm(Period.ofMonths(1), 31);
    LocalDate day = LocalDate.of(2027, 1, 31);
    StringBuilder days = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      day = rhythm.charge(day, 1, Optional.empty()).ends();
      days.append(day.getDayOfMonth()).append(' ');
    }
    assertThat(days).hasToString("28 31 30 31 30 31 31 30 31 30 31 31 ");
  }

  @Test
  void what_ended_is_charged_up_to_that_day() {
    Rhythm monthly = new Rhythm(Period.ofMonths(1), 1);
    LocalDate first = LocalDate.of(2026, 12, 1);
    assertThat(monthly.charge(first, 310_000, Optional.of(LocalDate.of(2026, 12, 11))))
        .isEqualTo(new Rhythm.Charge(first, LocalDate.of(2026, 12, 11), 100_000));
    assertThat(monthly.charge(first, 310_000, Optional.of(LocalDate.of(2027, 5, 1))).amount())
        .isEqualTo(310_000);
    assertThat(
            new Rhythm(Period.ofDays(30), 1)
                .charge(first, 300_000, Optional.of(LocalDate.of(2026, 12, 2))))
        .isEqualTo(new Rhythm.Charge(first, LocalDate.of(2026, 12, 2), 10_000));
  }

  @Test
  void the_parts_of_a_period_sum_to_its_price_however_it_is_divided() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      LocalDate whole = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1_500));
      LocalDate ends = whole.plusMonths(1 + random.nextInt(12));
      long price = random.nextInt(10_000_000);
      TreeSet<LocalDate> cuts = new TreeSet<>();
      cuts.add(ends);
      int days = (int) ChronoUnit.DAYS.between(whole, ends);
      for (int cut = random.nextInt(5); cut > 0; cut--) {
        cuts.add(whole.plusDays(1 + random.nextInt(days)));
      }
      long sum = 0;
      LocalDate from = whole;
      for (LocalDate to : cuts) {
        long part = Rhythm.part(price, whole, ends, from, to);
        assertThat(part).isBetween(0L, price);
        sum += part;
        from = to;
      }
      assertThat(sum).as("%s to %s at %s", whole, ends, cuts).isEqualTo(price);
    }
  }

  @Test
  void a_bridge_and_what_was_billed_before_the_day_moved_never_overlap() {
    Random random = new Random(5);
    LocalDate until = LocalDate.of(2026, 1, 7);
    for (int i = 0; i < 5_000; i++) {
      Rhythm rhythm = new Rhythm(Period.ofMonths(1), 1 + random.nextInt(31));
      Rhythm.Charge charge = rhythm.charge(until, 310_000, Optional.empty());
      assertThat(charge.starts()).isEqualTo(until);
      assertThat(charge.ends()).isAfter(until).isBeforeOrEqualTo(until.plusMonths(1).plusDays(3));
      assertThat(charge.amount()).isBetween(1L, 310_000L);
      until = charge.ends();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0D", "P1M1D", "P-1M"})
  void what_is_no_period_is_refused(Period length) {
    assertThatThrownBy(() -> new Rhythm(length, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
