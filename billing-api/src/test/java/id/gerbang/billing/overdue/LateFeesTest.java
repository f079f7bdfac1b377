package id.gerbang.billing.overdue;

import static id.gerbang.billing.payment.Books.CASHIER;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.money.Money;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fee for what is not paid in time: when it comes, how much it is, and what takes it away. */
class LateFeesTest extends LateFeesInTheBooks {

  @Test
  void it_comes_at_midnight_after_its_days_once_and_with_the_next_invoice() {
    InvoiceView late = books.issue(budi, line, 150_000, "2026-11-25");
    night("2026-11-28T16:59:59Z");
    assertThat(fees()).isEmpty();
    night(NIGHT);
    assertThat(fees())
        .containsExactly(
            "late_fee 10000 Denda keterlambatan " + late.number() + " from 2026-11-29");
    night("2026-11-30T17:00:00Z");
    night("2026-12-20T17:00:00Z");
    assertThat(fees()).as("once").hasSize(1);
    assertThat(audited()).containsExactly("system late_fee.charge invoice:" + late.id() + " 10000");

    books.pay(budi, 150_000);
    InvoiceView next = billed();
    assertThat(next.lines())
        .extracting(it -> it.kind() + " " + it.amount().amount())
        .containsExactly("recurring 150000", "late_fee 10000");
    assertThat(billed().id()).as("and with no other").isEqualTo(next.id());
  }

  @ParameterizedTest
  @CsvSource({"125025, 2, 2501", "125024, 2, 2500", "150000, 10, 15000", "49, 1, 0"})
  void a_percentage_is_of_what_is_open_in_whole_rupiah_half_up(long open, int percent, long fee) {
    percent(percent);
    books.issue(budi, line, open, "2026-11-25");
    night(NIGHT);
    assertThat(amount()).isEqualTo(fee);
  }

  @Test
  void what_is_paid_a_deposit_and_earlier_fees_with_their_ppn_bear_none() {
    percent(10);
    books.issueWithDeposit(budi, 100_000, 300_000, "2026-11-25");
    books.pay(budi, 40_000);
    night(NIGHT);
    assertThat(amount()).as("of the 60,000 that are open and no deposit").isEqualTo(6_000);

    books.pkp("exclusive");
    books.pay(budi, 360_000);
    books.clock.set("2026-12-01T05:00:00Z");
    InvoiceView next = billed();
    assertThat(next.total()).isEqualTo(Money.rupiah(173_160));
    night("2026-12-20T05:00:00Z");
    assertThat(amount()).as("11 % on 150,000, of which 10 %").isEqualTo(6_000 + 16_650);
  }

  @Test
  void little_that_is_open_costs_none() {
    books.set(
        "{\"overdue\": {\"lateFee\": {\"daysAfterDue\": 3, \"amount\": 10000, \"minAmount\": 50000}}}");
    books.issue(budi, line, 150_000, "2026-11-25");
    books.pay(budi, 100_001);
    night(NIGHT);
    assertThat(fees()).isEmpty();
  }

  @Test
  void where_no_invoice_is_to_come_it_is_one_by_itself_and_costs_no_further_fee() {
    books.execute(
        "UPDATE subscription SET terminated_at = '2026-11-23T00:00:00Z' WHERE id = " + line);
    InvoiceView late = books.issue(budi, line, 150_000, "2026-11-25");
    night(NIGHT);
    assertThat(fees()).isEmpty();
    InvoiceView fee = newest();
    assertThat(fee.lines())
        .extracting(it -> it.kind() + " " + it.amount().amount())
        .containsExactly("late_fee 10000");
    assertThat(fee.lines().get(0).description()).endsWith(late.number());
    assertThat(fee.dueDate()).isEqualTo(LocalDate.of(2026, 12, 9));
    night("2027-01-20T05:00:00Z");
    assertThat(newest().id()).isEqualTo(fee.id());
  }

  @Test
  void of_prepaid_it_comes_with_the_next_renewal() {
    books.execute(
        "UPDATE subscription SET billing = 'prepaid', billing_day = NULL, billed_until = NULL, active_until = '2026-12-10T00:00:00Z'");
    books.issue(budi, line, 150_000, "2026-11-25");
    night(NIGHT);
    assertThat(fees()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a tag | UPDATE customer SET tags = '{masjid}' | UPDATE customer SET tags = '{}'",
        "a free account | UPDATE customer SET tags = '{gratis}' | UPDATE customer SET tags = '{}'",
        "an incident | UPDATE customer SET area = 'utara' | UPDATE customer SET area = NULL",
        "a promise | INSERT INTO promise (customer_id, invoice_id, until, made_at, made_by) VALUES (1, 1, '2026-11-29', now(), 'x') | SELECT 1",
        "a pause | UPDATE subscription SET paused_since = '2026-11-26T00:00:00Z' | UPDATE subscription SET paused_since = NULL"
      })
  void whom_the_policy_spares_it_does_not_meet_until_then(
      String why, String spare, String no_more) {
    books.set(
        "{\"overdue\": {\"exemptTags\": [\"masjid\"], \"exemptAreas\": [{\"area\": \"utara\", \"why\": \"banjir\"}]}}");
    books.issue(budi, line, 150_000, "2026-11-25");
    books.execute(spare);
    night(NIGHT);
    assertThat(fees()).as(why).isEmpty();
    books.execute(no_more);
    night("2026-11-29T17:00:00Z");
    assertThat(fees()).hasSize(1);
  }

  @Test
  void grace_and_quiet_days_put_it_off_and_who_pays_before_owes_none() {
    books.set("{\"overdue\": {\"graceDays\": 2, \"quietDays\": [\"2026-12-01\"]}}");
    books.issue(budi, line, 150_000, "2026-11-25");
    long sari = books.customer("Sari");
    books.issue(sari, 150_000, "2026-11-25");
    night("2026-11-30T17:00:00Z");
    assertThat(books.number("SELECT count(*) FROM late_fee")).isZero();
    books.pay(sari, 150_000);
    night("2026-12-01T17:00:00Z");
    assertThat(books.number("SELECT count(*) FROM late_fee")).isEqualTo(1);
    assertThat(fees()).hasSize(1);
  }

  @Test
  void nobody_owes_a_fee_that_was_not_there_when_it_was_due() {
    books.issue(budi, line, 150_000, "2026-11-21");
    night(NIGHT);
    assertThat(fees()).isEmpty();
    books.set(
        "{\"overdue\": {\"lateFee\": {\"daysAfterDue\": 3, \"amount\": 10000, \"dueFrom\": \"2026-11-01\"}}}");
    night("2026-11-29T17:00:00Z");
    assertThat(fees()).as("unless that is said").hasSize(1);
  }

  @Test
  void it_goes_with_the_invoice_that_was_late_unless_it_is_billed() {
    InvoiceView voided = books.issue(budi, line, 150_000, "2026-11-25");
    InvoiceView credited = books.issue(budi, line, 140_000, "2026-11-25");
    InvoiceView billed = books.issue(budi, line, 130_000, "2026-11-25");
    night(NIGHT);
    assertThat(fees()).hasSize(3);
    books.makeVoid(voided.id());
    books.credit(credited.id(), 100_000);
    assertThat(fees()).as("a part leaves it").hasSize(2);
    books.credit(credited.id(), 40_000);
    assertThat(fees()).singleElement().asString().contains(billed.number());
    assertThat(audited().stream().filter(it -> it.contains("take_away")))
        .containsExactly(
            "cli late_fee.take_away invoice:" + voided.id() + " 10000",
            "cli late_fee.take_away invoice:" + credited.id() + " 10000");
    books.clock.set("2026-12-01T05:00:00Z");
    books.pay(budi, 130_000);
    assertThat(billed().total()).isEqualTo(Money.rupiah(160_000));
    books.makeVoid(billed.id());
    assertThat(newest().total()).as("what is billed stays").isEqualTo(Money.rupiah(160_000));
    night("2026-12-05T17:00:00Z");
    assertThat(fees()).as("and none comes again").isEmpty();
  }

  private void percent(int percent) {
    books.set(
        "{\"overdue\": {\"lateFee\": {\"daysAfterDue\": 3, \"percent\": %d}}}".formatted(percent));
  }

  private long amount() {
    return books.number("SELECT coalesce(sum(amount), 0)::bigint FROM late_fee");
  }

  private List<String> audited() {
    return books.texts(
        "SELECT actor || ' ' || action || ' ' || object || ' ' || (detail ->> 'amount') FROM audit"
            + " WHERE action LIKE 'late_fee.%' ORDER BY id");
  }

  /** The next invoice of the customer's, by a run. */
  private InvoiceView billed() {
    books.jdbi.useTransaction(handle -> books.periods.billWhatHasBegun(handle, budi, CASHIER));
    return newest();
  }

  private InvoiceView newest() {
    return books.invoice(books.number("SELECT max(id) FROM invoice"));
  }
}
