package id.gerbang.billing.run;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.charge.ChargeDao.Charge;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.LineKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands on a period's invoice. */
class PeriodLinesTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  @Test
  void what_recurs_comes_for_its_share_what_comes_once_is_whole() {
    PeriodLines lines =
        half(
            100_000,
            charge(1, "addon", 30_001),
            charge(2, "one_off", 250_000),
            charge(3, "late_fee", 5_000),
            charge(4, "discount", -20_000));
    assertThat(lines.lines())
        .extracting(ValidLine::amount)
        .containsExactly(100_000L, 15_000L, 250_000L, 5_000L, -10_000L);
    assertThat(lines.beside()).isEqualTo(260_000);
    assertThat(lines.once()).containsExactly(2L, 3L);
  }

  @Test
  void a_discount_takes_no_more_than_there_is() {
    assertThat(half(40_000, charge(1, "discount", -100_000)))
        .isEqualTo(new PeriodLines(List.of(), -40_000, List.of()));
    PeriodLines with = half(40_000, charge(1, "discount", -100_000), charge(2, "addon", 50_000));
    assertThat(with.lines())
        .extracting(ValidLine::amount)
        .containsExactly(40_000L, 25_000L, -50_000L);
    assertThat(with.beside()).isEqualTo(-25_000);
  }

  @Test
  void a_discount_is_off_what_recurs_and_what_comes_once_is_whole() {
    PeriodLines free = half(0, charge(1, "one_off", 10_000), charge(2, "discount", -20_000));
    assertThat(free.lines()).extracting(ValidLine::amount).containsExactly(10_000L);
    assertThat(free.once()).containsExactly(1L);
    PeriodLines more = half(100_000, charge(1, "one_off", 80_000), charge(2, "discount", -300_000));
    assertThat(more.lines())
        .extracting(ValidLine::amount)
        .containsExactly(100_000L, 80_000L, -100_000L);
    assertThat(more.beside()).isEqualTo(-20_000);
  }

  @Test
  void a_charge_belongs_to_periods_that_begin_in_its_time() {
    Charge november =
        new Charge(
            1,
            1,
            "addon",
            "IP publik",
            1,
            FIRST,
            Optional.of(FIRST.plusMonths(1)),
            Instant.EPOCH,
            "siti",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(november.belongsTo(FIRST.minusDays(1))).isFalse();
    assertThat(november.belongsTo(FIRST)).isTrue();
    assertThat(november.belongsTo(FIRST.plusDays(29))).isTrue();
    assertThat(november.belongsTo(FIRST.plusMonths(1))).isFalse();
  }

  private static PeriodLines half(long plan, Charge... charges) {
    return PeriodLines.of(
        LineKind.RECURRING, "10 Mega", plan, whole -> whole / 2, List.of(charges));
  }

  private static Charge charge(long id, String kind, long amount) {
    return new Charge(
        id,
        1,
        kind,
        kind,
        amount,
        FIRST,
        Optional.empty(),
        Instant.EPOCH,
        "siti",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
