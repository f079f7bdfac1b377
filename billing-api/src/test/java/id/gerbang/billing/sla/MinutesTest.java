package id.gerbang.billing.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minutes count once, and what is parted at a month's border sums to the whole. */
class MinutesTest {

  private static final Instant NOW = Instant.parse("2027-03-01T00:00:00Z");

  @Test
  void what_overlaps_touches_or_lies_within_another_counts_once() {
    Minutes first = between("2026-11-10T01:00:00Z", "2026-11-10T02:00:00Z");
    Minutes overlapping = between("2026-11-10T01:30:00Z", "2026-11-10T02:30:00Z");
    Minutes touching = between("2026-11-10T02:30:00Z", "2026-11-10T02:40:00Z");
    Minutes within = between("2026-11-10T01:10:00Z", "2026-11-10T01:20:00Z");
    Minutes apart = between("2026-11-10T05:00:00Z", "2026-11-10T05:05:00Z");
    Minutes all = apart.plus(within).plus(first).plus(touching).plus(overlapping);
    assertThat(all.count()).isEqualTo(105);
    assertThat(all.spans()).hasSize(2);
    assertThat(all.plus(all)).isEqualTo(all);
  }

  @Test
  void what_is_taken_out_is_taken_out_wherever_it_lies() {
    Minutes hour = between("2026-11-10T01:00:00Z", "2026-11-10T02:00:00Z");
    assertThat(hour.without(between("2026-11-10T01:20:00Z", "2026-11-10T01:30:00Z")).count())
        .isEqualTo(50);
    assertThat(hour.without(between("2026-11-10T00:00:00Z", "2026-11-10T01:10:00Z")).count())
        .isEqualTo(50);
    assertThat(hour.without(between("2026-11-10T00:00:00Z", "2026-11-10T03:00:00Z")).isEmpty())
        .isTrue();
    assertThat(hour.within(between("2026-11-10T01:50:00Z", "2026-11-10T09:00:00Z")).count())
        .isEqualTo(10);
    assertThat(between("2026-11-10T02:00:00Z", "2026-11-10T01:00:00Z").isEmpty()).isTrue();
  }

  @Test
  void a_time_counts_by_the_minute_that_it_is_in() {
    assertThat(between("2026-11-10T01:00:59Z", "2026-11-10T01:01:00Z").count()).isEqualTo(1);
    assertThat(between("2026-11-10T01:00:01Z", "2026-11-10T01:00:59Z").count()).isZero();
  }

  /** The midnight of each zone of Indonesia parts it, not that of UTC. */
  @ParameterizedTest
  @CsvSource({
    "Asia/Jakarta, 60, 120",
    "Asia/Makassar, 0, 180",
    "Asia/Jayapura, 0, 180",
    "UTC, 180, 0"
  })
  void an_outage_over_two_months_is_parted_exactly(String zone, long november, long december) {
    ZoneId isp = ZoneId.of(zone);
    Minutes out = between("2026-11-30T16:00:10Z", "2026-11-30T19:00:50Z");
    assertThat(out.within(Month.minutes(YearMonth.of(2026, 11), isp)).count()).isEqualTo(november);
    assertThat(out.within(Month.minutes(YearMonth.of(2026, 12), isp)).count()).isEqualTo(december);
    assertThat(november + december).isEqualTo(out.count());
  }

  @Test
  void months_are_as_long_as_they_are_and_an_outage_is_in_all_that_it_touches() {
    ZoneId wit = ZoneId.of("Asia/Jayapura");
    assertThat(Month.minutes(YearMonth.of(2028, 2), wit).count()).isEqualTo(29 * 1440);
    assertThat(
            Month.of(
                Instant.parse("2026-11-30T14:59:59Z"), Instant.parse("2027-01-31T15:00:00Z"), wit))
        .containsExactly(
            YearMonth.of(2026, 11),
            YearMonth.of(2026, 12),
            YearMonth.of(2027, 1),
            YearMonth.of(2027, 2));
  }

  @Test
  void service_is_back_by_the_backup_or_the_fibre_whichever_is_first() {
    Instant began = Instant.parse("2026-11-10T01:00:00Z");
    Optional<Instant> confirmed = Optional.of(Instant.parse("2026-11-10T02:00:00Z"));
    Optional<Instant> fibre = Optional.of(Instant.parse("2026-11-10T09:00:00Z"));
    Minutes waited = between("2026-11-10T01:10:00Z", "2026-11-10T01:25:00Z");
    assertThat(outage(began, confirmed, fibre, waited).out(NOW).count()).isEqualTo(45);
    assertThat(outage(began, confirmed, fibre, waited).onBackup(NOW).count()).isEqualTo(7 * 60);
    assertThat(outage(began, Optional.empty(), fibre, Minutes.NONE).out(NOW).count())
        .isEqualTo(8 * 60);
    assertThat(outage(began, fibre, confirmed, Minutes.NONE).out(NOW).count()).isEqualTo(60);
    assertThat(outage(began, fibre, confirmed, Minutes.NONE).onBackup(NOW).isEmpty()).isTrue();
  }

  private static Outage outage(
      Instant began, Optional<Instant> confirmed, Optional<Instant> fibre, Minutes pauses) {
    return new Outage(1, "TKT-2611-000001", 1, began, confirmed, fibre, true, pauses);
  }

  private static Minutes between(String from, String until) {
    return Minutes.between(Instant.parse(from), Instant.parse(until));
  }
}
