package id.gerbang.billing.term;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.run.Rhythm;
import id.gerbang.billing.run.Rhythm.Charge;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepricingTest {

  @ParameterizedTest
  @CsvSource({
    // day, period from, until, changes, old price, new price; what is given back, what is charged
    "1,  2026-11-01, 2026-12-01, 2026-11-16, 150000, 300000, 75000, 150000",
    "31, 2027-01-31, 2027-02-28, 2027-02-14, 280000, 140000, 140000, 70000",
    "31, 2028-02-29, 2028-03-31, 2028-03-30, 310000, 155000, 10000, 5000",
    "29, 2028-01-29, 2028-02-29, 2028-02-28, 310000, 0, 10000, 0",
    // On the billing day itself it is the whole period; before it too.
    "1,  2026-11-01, 2026-12-01, 2026-11-01, 150000, 300000, 150000, 300000",
    "1,  2026-11-01, 2026-12-01, 2026-10-20, 150000, 300000, 150000, 300000",
    // To the rupiah: 1/31 of 100,000 is 3,225.8, and the days before took 96,774 rounded down.
    "1,  2026-12-01, 2027-01-01, 2026-12-31, 100000, 100000, 3226, 3226",
  })
  void what_is_left_is_given_back_and_charged_anew(
      int day,
      LocalDate starts,
      LocalDate ends,
      LocalDate changes,
      long price,
      long newPrice,
      long back,
      long charge) {
    Rhythm rhythm = new Rhythm(Period.ofMonths(1), day);
    Repricing repricing = Repricing.of(starts, ends, price, changes, rhythm, newPrice);
    assertThat(repricing.back()).isEqualTo(back);
    assertThat(repricing.charge()).isEqualTo(charge);
  }

  /** However often it changes within a period: the parts sum to the whole, of each price. */
  @Test
  void the_parts_sum_to_the_whole_whenever_it_changes() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      LocalDate first = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(2_000));
      Rhythm rhythm = new Rhythm(Period.ofMonths(1 + random.nextInt(3)), 1 + random.nextInt(31));
      long price = random.nextInt(1_000_000);
      Charge billed = rhythm.charge(first, price, Optional.empty());
      LocalDate changes =
          first.plusDays(random.nextInt((int) first.until(billed.ends(), ChronoUnit.DAYS)));
      Repricing same = Repricing.of(first, billed.ends(), billed.amount(), changes, rhythm, price);
      long used = Rhythm.part(billed.amount(), first, billed.ends(), first, changes);
      assertThat(used + same.back()).isEqualTo(billed.amount());
      assertThat(same.difference()).as("equal terms cost nothing").isZero();

      long newPrice = random.nextInt(1_000_000);
      Repricing up = Repricing.of(first, billed.ends(), billed.amount(), changes, rhythm, newPrice);
      Repricing backAgain = Repricing.of(first, billed.ends(), up.whole(), changes, rhythm, price);
      assertThat(up.difference() + backAgain.difference()).as("there and back").isZero();
      long usedOfNew = Rhythm.part(up.whole(), first, billed.ends(), first, changes);
      assertThat(usedOfNew + up.charge()).isEqualTo(up.whole());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // seconds left, price and length before, price and length after; seconds left then
    "864000, 150000, 2592000, 300000, 2592000, 432000",
    "864000, 300000, 2592000, 150000, 2592000, 1728000",
    "864000, 100000, 2592000, 100000, 5184000, 1728000",
    "864000, 150000, 2592000, 0, 2592000, 864000",
    "864000, 0, 2592000, 150000, 2592000, 0",
    "10, 1, 3, 7, 2, 0",
  })
  void time_that_is_left_is_worth_the_same(
      long left, long price, long length, long newPrice, long newLength, long then) {
    assertThat(PlanPricing.secondsLeft(left, price, length, newPrice, newLength)).isEqualTo(then);
  }
}
