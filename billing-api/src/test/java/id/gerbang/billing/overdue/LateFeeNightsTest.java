package id.gerbang.billing.overdue;

import static id.gerbang.billing.payment.Books.CASHIER;
import static id.gerbang.billing.payment.Books.WIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.charge.LateFeeCharges;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.overdue.OverdueRunView.LateFeeItemView;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.seal.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The night that charges late fees: rehearsed, held with the cuts, on two nodes at once, and only
 * where it is set.
 */
class LateFeeNightsTest extends LateFeesInTheBooks {

  @TempDir private Path directory;
  private OverdueRunResource runs;

  @BeforeEach
  void runs_that_can_be_asked_for() throws IOException {
    runs =
        new OverdueRunResource(
            books.jdbi,
            books.clock,
            WIB,
            new Idempotency(
                books.jdbi,
                books.clock,
                SealingKey.create(Files.createDirectories(directory).resolve("seal.key"))),
            books.run);
  }

  @Test
  void a_rehearsal_tells_what_the_night_charges_then() {
    InvoiceView late = books.issue(budi, line, 150_000, "2026-11-25");
    OverdueRunView rehearsed =
        (OverdueRunView)
            runs.ask(CASHIER, null, new AskOverdueRun(LocalDate.of(2026, 11, 29), true))
                .getEntity();
    assertThat(rehearsed.lateFees().invoices()).isEqualTo(1);
    assertThat(rehearsed.lateFees().amount()).isEqualTo(Money.rupiah(10_000));
    assertThat(rehearsed.lateFees().items())
        .containsExactly(
            new LateFeeItemView(budi, late.id(), late.number(), Money.rupiah(10_000), line));
    assertThat(books.number("SELECT count(*) FROM late_fee")).isZero();
    night(NIGHT);
    OverdueRunView done = runs.one(books.number("SELECT max(id) FROM overdue_run"));
    assertThat(done.lateFees()).isEqualTo(rehearsed.lateFees());
  }

  @Test
  void it_waits_with_the_cuts_for_a_person() {
    books.set("{\"brake\": {\"maxShare\": 0, \"minCount\": 0}}");
    books.issue(budi, line, 150_000, "2026-11-25");
    night(NIGHT);
    assertThat(fees()).isEmpty();
    runs.approve(
        CASHIER, books.number("SELECT max(id) FROM overdue_run"), new ApproveOverdueRun(1L));
    night(NIGHT);
    assertThat(fees()).hasSize(1);
  }

  @Test
  void two_nodes_and_one_that_dies_charge_each_invoice_once() {
    TestDatabase.execute(
        books.database,
        """
        INSERT INTO customer (number, name) SELECT 'M-' || n, 'many' FROM generate_series(1, 300) n;
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed, billing_day, billed_until)
          SELECT id, 1, 1, number, '\\x00', 1, '2027-02-01' FROM customer WHERE name = 'many';
        CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'dies'; END $$;
        CREATE TRIGGER dies BEFORE INSERT ON late_fee FOR EACH ROW WHEN (NEW.invoice_id = 250) EXECUTE FUNCTION dies()""");
    for (long customer : numbers("SELECT id FROM customer WHERE name = 'many' ORDER BY id")) {
      books.issue(customer, 150_000, "2026-11-25");
    }
    books.clock.set(NIGHT);
    assertThatThrownBy(() -> books.run.carryOut(CASHIER)).hasMessageContaining("dies");
    assertThat(books.number("SELECT count(*) FROM late_fee"))
        .as("a part, and no charge without its row")
        .isBetween(1L, 299L)
        .isEqualTo(books.number("SELECT count(*) FROM subscription_charge"));
    TestDatabase.execute(books.database, "DROP TRIGGER dies ON late_fee");
    OverdueEvaluation evaluation = new OverdueEvaluation(books.clock, WIB);
    OverdueRun other =
        new OverdueRun(
            books.jdbi,
            books.clock,
            WIB,
            evaluation,
            new LateFees(
                books.clock,
                WIB,
                evaluation,
                new LateFeeCharges(books.clock, WIB, books.invoices)));
    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> books.run.carryOut(CASHIER)),
            CompletableFuture.runAsync(() -> other.carryOut(CASHIER)))
        .join();
    night(NIGHT);
    assertThat(books.number("SELECT count(*) FROM late_fee")).isEqualTo(300);
    assertThat(books.number("SELECT count(*) FROM subscription_charge")).isEqualTo(300);
    assertThat(books.number("SELECT fees FROM overdue_run ORDER BY date DESC LIMIT 1"))
        .isEqualTo(300);
  }

  @Test
  void it_is_off_unless_it_is_set_and_off_again_when_nothing_is_said_of_it() {
    assertThat(OverdueRules.DEFAULT.policy().lateFee()).isEmpty();
    assertThat(rule())
        .isEqualTo(
            new LateFeeRule(3, Money.rupiah(10_000), null, null, LocalDate.of(2026, 11, 22)));
    books.clock.set("2026-11-24T05:00:00Z");
    books.set("{\"overdue\": {\"graceDays\": 1}}");
    books.set("{\"overdue\": {\"lateFee\": {\"daysAfterDue\": 5, \"percent\": 2}}}");
    assertThat(rule())
        .as("said anew as a whole, and from the same day on")
        .isEqualTo(new LateFeeRule(5, null, 2, null, LocalDate.of(2026, 11, 22)));
    for (String odd :
        List.of(
            "{\"amount\": 1}",
            "{\"daysAfterDue\": 1}",
            "{\"daysAfterDue\": 1, \"amount\": 1, \"percent\": 1}",
            "{\"daysAfterDue\": 1, \"amount\": 0}",
            "{\"daysAfterDue\": -1, \"amount\": 1}",
            "{\"daysAfterDue\": 1, \"percent\": 101}",
            "{\"daysAfterDue\": 1, \"percent\": 1, \"minAmount\": -1}")) {
      assertThatThrownBy(() -> books.set("{\"overdue\": {\"lateFee\": " + odd + "}}"))
          .as(odd)
          .isInstanceOf(Problem.class)
          .hasMessageContaining("overdue.lateFee.");
    }
    books.set("{\"overdue\": {\"lateFee\": {}}}");
    assertThat(rule()).isEqualTo(LateFeeRule.NONE);
    books.issue(budi, line, 150_000, "2026-11-25");
    night("2027-01-28T17:00:00Z");
    assertThat(fees()).isEmpty();
  }

  private LateFeeRule rule() {
    return books.settings.read().overdue().lateFee();
  }

  private List<Long> numbers(String sql) {
    return books.jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(long.class).list());
  }
}
