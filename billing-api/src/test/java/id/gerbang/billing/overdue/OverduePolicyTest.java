package id.gerbang.billing.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Entitlement.Unpaid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverduePolicyTest {

  private static final ZoneId WIB = ZoneId.of("Asia/Jakarta");
  private static final Instant NOVEMBER = Instant.parse("2026-11-22T05:00:00Z");

  @ParameterizedTest(name = "due {0}, {1} days of grace, in {2}: from {3}")
  @CsvSource({
    "2026-11-20, 0, Asia/Jakarta,  2026-11-20T17:00:00Z",
    "2026-11-20, 0, Asia/Makassar, 2026-11-20T16:00:00Z",
    "2026-11-20, 0, Asia/Jayapura, 2026-11-20T15:00:00Z",
    "2026-11-20, 3, Asia/Jakarta,  2026-11-23T17:00:00Z",
    "2026-10-31, 0, Asia/Jakarta,  2026-10-31T17:00:00Z",
    "2026-12-31, 0, Asia/Jayapura, 2026-12-31T15:00:00Z",
    "2027-02-28, 1, Asia/Jakarta,  2027-03-01T17:00:00Z",
    "2028-02-28, 1, Asia/Jakarta,  2028-02-29T17:00:00Z",
    "2026-11-20, 60, Asia/Makassar, 2027-01-19T16:00:00Z",
  })
  void overdue_from_the_midnight_after_the_last_day_of_grace_and_not_a_moment_before(
      LocalDate dueDate, int graceDays, ZoneId zone, Instant from) {
    OverduePolicy policy = new OverduePolicy(graceDays, Unpaid.ISOLATE);
    List<OpenInvoice> open = List.of(invoice(1, null, dueDate.toString()));
    assertThat(policy.evaluate(7, open, -100, from.minusMillis(1), zone)).isEmpty();
    assertThat(policy.evaluate(7, open, -100, from, zone))
        .contains(new Overdue(from, Unpaid.ISOLATE, List.of("INV-1")));
    assertThat(policy.overdueIfDueBefore(from, zone)).isEqualTo(dueDate.plusDays(1));
    assertThat(policy.overdueIfDueBefore(from.minusMillis(1), zone)).isEqualTo(dueDate);
  }

  @Test
  void nobody_is_cut_who_owes_nothing() {
    List<OpenInvoice> open = List.of(invoice(1, null, "2026-10-01"));
    assertThat(OverduePolicy.DEFAULT.evaluate(7, open, 0, NOVEMBER, WIB)).isEmpty();
    assertThat(OverduePolicy.DEFAULT.evaluate(7, open, 1, NOVEMBER, WIB)).isEmpty();
    assertThat(OverduePolicy.DEFAULT.evaluate(7, open, -1, NOVEMBER, WIB)).isPresent();
  }

  @Test
  void an_invoice_for_one_subscription_leaves_the_others_alone() {
    List<OpenInvoice> open = List.of(invoice(1, 7L, "2026-10-01"));
    assertThat(OverduePolicy.DEFAULT.evaluate(7, open, -100, NOVEMBER, WIB)).isPresent();
    assertThat(OverduePolicy.DEFAULT.evaluate(8, open, -100, NOVEMBER, WIB)).isEmpty();
  }

  @Test
  void the_oldest_overdue_invoice_says_since_when_and_all_are_named() {
    List<OpenInvoice> open =
        List.of(
            invoice(3, null, "2026-12-20"),
            invoice(2, null, "2026-11-20"),
            invoice(1, null, "2026-10-20"));
    assertThat(new OverduePolicy(0, Unpaid.SUSPEND).evaluate(7, open, -300, NOVEMBER, WIB))
        .contains(
            new Overdue(
                Instant.parse("2026-10-20T17:00:00Z"), Unpaid.SUSPEND, List.of("INV-1", "INV-2")));
  }

  private static OpenInvoice invoice(long id, Long subscription, String dueDate) {
    return new OpenInvoice(
        id, "INV-" + id, 1, Optional.ofNullable(subscription), LocalDate.parse(dueDate), 100);
  }
}
