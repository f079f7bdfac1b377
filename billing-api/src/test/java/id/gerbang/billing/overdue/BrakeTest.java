package id.gerbang.billing.overdue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night with thirty late payers of forty. */
class BrakeTest {

  private static final LocalDate NIGHT = LocalDate.of(2026, 11, 23);

  private final Books books = new Books();
  @TempDir private Path directory;
  private OverdueRunResource runs;
  private PromiseResource promises;

  @BeforeEach
  void late_payers() throws IOException {
    Sealer sealer = SealingKey.create(Files.createDirectories(directory).resolve("seal.key"));
    Idempotency idempotency = new Idempotency(books.jdbi, books.clock, sealer);
    runs = new OverdueRunResource(books.jdbi, books.clock, Books.WIB, idempotency, books.run);
    promises =
        new PromiseResource(
            books.jdbi,
            books.clock,
            Books.WIB,
            idempotency,
            new OverdueEvaluation(books.clock, Books.WIB));
    books.execute(
        """
        INSERT INTO customer (number, name, area) SELECT 'M-' || n, 'many', 'RT ' || n FROM generate_series(1, 40) n;
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)
          SELECT id, 1, 1, number, '\\x00' FROM customer""");
    for (long customer = 1; customer <= 30; customer++) {
      books.issue(customer, 1000, "2026-11-22");
    }
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void a_rehearsal_of_the_night_says_whom_it_would_cut_and_that_it_would_wait() {
    OverdueRunView night = rehearse(NIGHT);
    assertThat(night.wouldCut()).isEqualTo(30);
    assertThat(night.reasons())
        .containsExactly("30 of 40 active subscriptions would be cut in a day, and 20 may be");
    assertThat(night.items()).hasSize(30);
    assertThat(night.items().get(0))
        .isEqualTo(
            new OverdueRunView.OverdueItemView(
                1,
                1,
                "M-1",
                "open",
                "isolate",
                Instant.parse("2026-11-22T17:00:00Z"),
                Money.rupiah(1000),
                List.of("INV-2611-000001")));
    assertThat(rehearse(LocalDate.of(2026, 11, 22)).wouldCut()).isZero();
    assertThat(cut()).isZero();
    assertThatThrownBy(() -> runs.ask(Books.CASHIER, null, new AskOverdueRun(NIGHT, false)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("only rehearsed");
  }

  @Test
  void too_many_wait_until_somebody_approves_and_no_way_leads_around_that() {
    books.clock.set("2026-11-22T17:00:00Z");
    assertThat(books.run.carryOut(Books.CASHIER)).contains("30 cuts wait");
    assertThat(books.run.carryOut(Books.CASHIER)).contains("30 cuts wait");
    assertThat(books.run.metrics()).contains("gerbang_billing_cuts_held 30\n");
    OverdueRunView held = runs.one(1);
    assertThat(held.state()).isEqualTo("held");
    assertThat(held.items()).hasSize(30);

    books.issue(7, 500, "2026-12-20");
    books.set("{\"overdue\": {\"action\": \"suspend\"}}");
    assertThat(cut()).isZero();

    books.pay(8, 1000);
    assertThatThrownBy(() -> runs.approve(Books.CASHIER, 1, new ApproveOverdueRun(null)))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> runs.approve(Books.CASHIER, 1, new ApproveOverdueRun(28L)))
        .hasMessageContaining("cuts");
    runs.approve(Books.CASHIER, 1, new ApproveOverdueRun(30L));
    assertThat(books.run.carryOut(Books.CASHIER)).isEqualTo("29 customers evaluated");
    assertThat(cut()).isEqualTo(29);
    assertThat(runs.one(1).state()).isEqualTo("done");
    assertThat(runs.one(1).cut()).isEqualTo(29);
    assertThat(books.run.metrics()).contains("gerbang_billing_cuts_held 0\n");
    assertThat(books.run.carryOut(Books.CASHIER)).isEqualTo("nobody to evaluate");
    assertThatThrownBy(() -> runs.approve(Books.CASHIER, 1, new ApproveOverdueRun(30L)))
        .hasMessageContaining("waits for nobody");
  }

  @Test
  void many_small_rounds_are_one_large_one() {
    books.set("{\"brake\": {\"minCount\": 30}}");
    books.clock.set("2026-11-22T17:00:00Z");
    books.run.carryOut(Books.CASHIER);
    assertThat(cut()).isEqualTo(30);
    books.issue(31, 500, "2026-11-22");
    assertThat(books.unpaid(31)).as("a person's own act is the person's").contains("isolate");
    books.execute(
        """
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)
        VALUES (1, 1, 1, 'another', '\\x00'); DELETE FROM overdue_evaluated""");
    assertThat(books.run.carryOut(Books.CASHIER)).contains("1 cuts wait");
    assertThat(cut()).isEqualTo(31);
  }

  @Test
  void a_gateway_that_is_silent_when_payments_normally_come_stops_it_too() {
    books.set("{\"brake\": {\"maxShare\": 100}}");
    books.execute(
        """
        INSERT INTO gateway (name, enabled, environment, channels, fee_bearer, updated_at)
        VALUES ('midtrans', true, 'sandbox', '[]', 'isp', now()), ('xendit', true, 'sandbox', '[]', 'isp', now()),
               ('tripay', false, 'sandbox', '[]', 'isp', now());
        INSERT INTO payment (customer_id, amount, method, received_at, recorded_at, recorded_by)
        SELECT 40, 1, method, at::timestamptz, now(), 'test'
        FROM generate_series(1, 3),
             unnest(ARRAY['midtrans', 'tripay', 'edc', 'cash']) AS method,
             unnest(ARRAY['2026-11-15T12:00:00Z', '2026-11-08T15:00:00Z', '2026-11-21T15:00:00Z']) AS at;
        INSERT INTO payment (customer_id, amount, method, received_at, recorded_at, recorded_by)
        VALUES (40, 1, 'xendit', '2026-11-08T12:00:00Z', now(), 'test'),
               (40, 1, 'xendit', '2026-11-15T12:00:00Z', now(), 'test'),
               (40, 1, 'midtrans', '2026-11-22T16:00:00Z', now(), 'staff:kasir'),
               (40, 1, 'cash', '2026-11-15T12:00:00Z', now(), 'test'),
               (40, 1, 'cash', '2026-11-08T12:00:00Z', now(), 'test')""");
    books.clock.set("2026-11-22T17:00:00Z");
    books.run.carryOut(Books.CASHIER);
    assertThat(runs.one(1).reasons())
        .containsExactly("midtrans has been silent for 12 hours in which payments normally come");
    assertThat(cut()).isZero();

    books.execute(
        """
        INSERT INTO payment (customer_id, amount, method, received_at, recorded_at, recorded_by)
        VALUES (40, 1, 'midtrans', '2026-11-22T16:59:00Z', now(), 'test')""");
    books.run.carryOut(Books.CASHIER);
    assertThat(cut()).as("it is heard again").isEqualTo(30);
  }

  @Test
  void a_promise_opens_until_its_last_day_and_there_is_one_for_a_bill() {
    books.set("{\"brake\": {\"maxShare\": 100}}");
    books.clock.set("2026-11-22T17:00:00Z");
    books.run.carryOut(Books.CASHIER);
    assertThat(books.unpaid(5)).contains("isolate");
    MakePromise word = new MakePromise(5L, LocalDate.of(2026, 11, 25), null, "gajian");
    promises.make(Books.CASHIER, null, word);
    assertThat(books.unpaid(5)).isEmpty();
    assertThatThrownBy(() -> promises.make(Books.CASHIER, null, word)).isInstanceOf(Problem.class);
    assertThatThrownBy(
            () ->
                promises.make(Books.CASHIER, null, new MakePromise(39L, word.until(), null, null)))
        .hasMessageContaining("owes nothing");

    books.clock.set("2026-11-25T16:59:59Z");
    books.run.carryOut(Books.CASHIER);
    assertThat(books.unpaid(5)).isEmpty();
    assertThat(promises.one(1).state()).isEqualTo("standing");
    books.clock.set("2026-11-25T17:00:00Z");
    books.run.carryOut(Books.CASHIER);
    assertThat(books.unpaid(5)).contains("isolate");
    assertThat(promises.one(1).state()).isEqualTo("broken");
    books.pay(5, 1000);
    assertThat(books.unpaid(5)).isEmpty();
    assertThat(promises.one(1).state()).isEqualTo("kept");
  }

  @Test
  void an_incident_spares_an_area_and_warnings_are_written_once() {
    books.set(
        """
        {"brake": {"maxShare": 100}, "overdue": {"exemptAreas": [{"area": "RT 3", "until": "2026-11-23", "why": "kabel putus"}],
          "steps": [{"action": "warn", "daysAfterDue": -2}, {"action": "isolate", "daysAfterDue": 0}]}}""");
    books.run.carryOut(Books.CASHIER);
    books.run.carryOut(Books.CASHIER);
    assertThat(books.number("SELECT count(*) FROM notice")).as("all but RT 3").isEqualTo(29);
    books.clock.set("2026-11-22T17:00:00Z");
    books.run.carryOut(Books.CASHIER);
    assertThat(cut()).isEqualTo(29);
    assertThat(books.unpaid(3)).isEmpty();
    books.clock.set("2026-11-23T17:00:00Z");
    books.run.carryOut(Books.CASHIER);
    assertThat(books.unpaid(3)).contains("isolate");
    assertThat(books.number("SELECT count(*) FROM notice")).isEqualTo(30);
  }

  private OverdueRunView rehearse(LocalDate date) {
    return (OverdueRunView)
        runs.ask(Books.CASHIER, null, new AskOverdueRun(date, true)).getEntity();
  }

  private long cut() {
    return books.number("SELECT count(*) FROM subscription WHERE unpaid_since IS NOT NULL");
  }
}
