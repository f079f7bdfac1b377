package id.gerbang.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.tax.TaxRule.Taxed;
import java.time.LocalDate;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaxRuleTest {

  private static final TaxRule SINCE_2022 =
      new TaxRule(LocalDate.of(2022, 4, 1), "PPN 11 %", 11, 1, 1);
  private static final TaxRule SINCE_2025 =
      new TaxRule(LocalDate.of(2025, 1, 1), "PPN 12 % × 11/12", 12, 11, 12);

  @ParameterizedTest(name = "{0} without PPN: {1} more")
  @CsvSource({"150000, 16500", "333333, 36667", "1, 0", "4, 0", "5, 1", "100, 11", "50, 6"})
  void on_top(long price, long tax) {
    assertThat(SINCE_2025.onTopOf(price)).isEqualTo(new Taxed(price, tax));
    assertThat(SINCE_2022.onTopOf(price)).isEqualTo(new Taxed(price, tax));
  }

  @ParameterizedTest(name = "{0} with PPN: {1} + {2}")
  @CsvSource({"166500, 150000, 16500", "350000, 315315, 34685", "1, 1, 0", "111, 100, 11"})
  void within(long total, long base, long tax) {
    assertThat(SINCE_2025.within(total)).isEqualTo(new Taxed(base, tax));
    assertThat(SINCE_2022.within(total)).isEqualTo(new Taxed(base, tax));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000_000_000_000L - 500})
  void base_and_tax_always_sum_to_the_total_and_are_each_other_s_inverse(long from) {
    LongStream.range(from, from + 500)
        .forEach(
            amount -> {
              Taxed within = SINCE_2025.within(amount);
              assertThat(within.base() + within.tax()).isEqualTo(amount);
              Taxed onTop = SINCE_2025.onTopOf(amount);
              assertThat(SINCE_2025.within(onTop.base() + onTop.tax())).isEqualTo(onTop);
            });
  }
}
