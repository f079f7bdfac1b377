package id.gerbang.billing.run;

import static id.gerbang.billing.payment.Books.CASHIER;
import static id.gerbang.billing.payment.Books.NOTHING;
import static id.gerbang.billing.payment.Books.WIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.payment.Books;
import id.gerbang.core.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each period once, whoever runs twice, at once, or stops midway (P20). */
class BillingRunsTest {

  private static final int CUSTOMERS = 260;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final Books books = new Books();
  private final BillingRuns one = new BillingRuns(books.jdbi, books.clock, WIB, books.periods);
  private final BillingRuns other = new BillingRuns(books.jdbi, books.clock, WIB, books.periods);

  @BeforeEach
  void customers_billed_from_the_first_of_november_on() {
    TestDatabase.execute(
        books.database,
        """
        INSERT INTO customer (number, name) SELECT 'C-' || g, 'Pelanggan ' || g FROM generate_series(1, %1$d) g;
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed, billing_day, billed_until)
        SELECT g, 1, 1, 'p' || g, '\\x00', 1, '2026-11-01' FROM generate_series(1, %1$d) g"""
            .formatted(CUSTOMERS));
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    books.close();
  }

  @Test
  void two_runs_at_once_bill_each_period_once() {
    long first = ask(null);
    long second = ask(null);
    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> one.carryOut(first)),
            CompletableFuture.runAsync(() -> other.carryOut(second)))
        .join();
    assertAllBilledOnce();
    assertThat(view(first).state()).isEqualTo("done");
    assertThat(view(first).invoices() + view(second).invoices()).isEqualTo(CUSTOMERS);
  }

  @Test
  void one_that_stopped_midway_is_completed_by_whoever_is_next() {
    long run = ask(null);
    CompletableFuture<Void> dying =
        books.jdbi.inTransaction(
            handle -> {
              // It waits in its first two transactions until the end of this one.
              handle
                  .select("SELECT FROM customer WHERE id IN (20, 120) FOR UPDATE")
                  .mapToMap()
                  .list();
              CompletableFuture<Void> running = CompletableFuture.runAsync(() -> one.carryOut(run));
              await()
                  .until(
                      () ->
                          books.number(
                                  "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                                      + " WHERE datname = current_database() AND NOT granted")
                              == 2);
              CompletableFuture.runAsync(one::close).join();
              return running;
            });
    dying.join();
    assertThat(books.number("SELECT count(*) FROM invoice")).isEqualTo(200);
    assertThat(view(run).state()).isEqualTo("running");

    other.carryOutUnfinished();
    assertThat(view(run).state()).isEqualTo("done");
    assertAllBilledOnce();
  }

  @Test
  void who_is_connected_for_nothing_is_not_billed_and_not_later_either() {
    TestDatabase.execute(
        books.database, "UPDATE customer SET tags = '{gratis,masjid}' WHERE id = 7");
    long run = ask(null);
    one.carryOut(run);
    assertThat(view(run).invoices()).isEqualTo(CUSTOMERS - 1);
    assertThat(billed(run)).contains("7 2026-11-01 2026-11-30 0 free");
    TestDatabase.execute(books.database, "UPDATE customer SET tags = '{}' WHERE id = 7");
    one.carryOut(ask(7L));
    assertThat(books.number("SELECT count(*) FROM invoice WHERE customer_id = 7")).isZero();
  }

  @Test
  void what_is_completed_late_leaves_its_days_to_pay() {
    long run = ask(null);
    books.clock.move(Duration.ofDays(13));
    one.carryOut(run);
    assertThat(books.number("SELECT count(*) FROM invoice WHERE due_date = '2026-12-15'"))
        .isEqualTo(CUSTOMERS);
  }

  @Test
  void a_customer_who_can_not_be_billed_holds_up_nobody_and_is_named() {
    TestDatabase.execute(
        books.database,
        """
        CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
        CREATE TRIGGER broken BEFORE INSERT ON invoice FOR EACH ROW WHEN (NEW.customer_id = 120) EXECUTE FUNCTION broken();""");
    long run = ask(null);
    one.carryOut(run);
    assertThat(view(run).state()).isEqualTo("done");
    assertThat(view(run).invoices()).isEqualTo(CUSTOMERS - 1);
    assertThat(view(run).leftOver()).containsExactly(120L);
    TestDatabase.execute(books.database, "DROP TRIGGER broken ON invoice");
    one.carryOut(ask(null));
    assertAllBilledOnce();
  }

  @Test
  void a_database_that_is_away_is_no_fault_of_a_customer() {
    TestDatabase.execute(
        books.database,
        """
        CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P01'; END $$;
        CREATE TRIGGER away BEFORE INSERT ON invoice FOR EACH ROW WHEN (NEW.customer_id = 120) EXECUTE FUNCTION away();""");
    long run = ask(null);
    assertThatThrownBy(one::carryOutUnfinished).hasRootCauseInstanceOf(SQLException.class);
    assertThat(view(run).state()).isEqualTo("running");
    assertThat(view(run).leftOver()).isEmpty();
  }

  @Test
  void a_second_run_of_the_same_day_finds_nothing_and_a_later_one_only_what_is_new() {
    one.carryOut(ask(null));
    long again = ask(null);
    one.carryOut(again);
    assertThat(view(again).periods()).isZero();

    books.clock.set("2026-12-01T00:00:00Z");
    long december = ask(7L);
    one.carryOut(december);
    assertThat(view(december).items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.from()).isEqualTo(LocalDate.of(2026, 12, 1));
              assertThat(item.until()).isEqualTo(LocalDate.of(2026, 12, 31));
              assertThat(item.amount().amount()).isEqualTo(150_000);
            });
  }

  @Test
  void a_rehearsal_says_what_a_run_does_and_leaves_nothing() {
    BillingRunView rehearsed = one.rehearse(new AskBillingRun(TODAY, null, true), CASHIER);
    assertThat(rehearsed.invoices()).isEqualTo(CUSTOMERS);
    assertThat(rehearsed.total().amount()).isEqualTo(CUSTOMERS * 150_000L);
    assertThat(books.number("SELECT count(*) FROM invoice")).isZero();
    assertThat(books.number("SELECT count(*) FROM billing_run")).isZero();
    assertThat(books.number("SELECT count(*) FROM counter WHERE series LIKE 'invoice%'")).isZero();

    long run = ask(null);
    one.carryOut(run);
    assertThat(view(run).items())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("invoiceId")
        .containsExactlyElementsOf(rehearsed.items());
  }

  @Test
  void months_that_were_missed_are_billed_each_by_itself_and_what_ended_up_to_its_end() {
    books.clock.set("2027-02-03T00:00:00Z");
    TestDatabase.execute(
        books.database,
        """
        UPDATE subscription SET terminated_at = '2026-12-10T17:00:00Z' WHERE id = 1;
        UPDATE subscription SET terminated_at = '2026-10-31T17:00:00Z' WHERE id = 2;
        UPDATE subscription SET archived_at = '2026-11-15T17:00:00Z' WHERE id = 4;
        UPDATE subscription SET billed_until = NULL, billing_day = NULL WHERE id > 4""");
    long run = ask(null, LocalDate.of(2027, 2, 3));
    one.carryOut(run);
    assertThat(view(run).items())
        .extracting(
            item -> item.subscriptionId() + " " + item.from() + " " + item.amount().amount())
        .containsExactly(
            "1 2026-11-01 150000",
            "1 2026-12-01 48387",
            "3 2026-11-01 150000",
            "3 2026-12-01 150000",
            "3 2027-01-01 150000",
            "3 2027-02-01 150000",
            "4 2026-11-01 75000");
    assertThat(books.unexplained()).isEqualTo(NOTHING);
  }

  @Test
  void a_subscription_for_nothing_moves_on_without_an_invoice() {
    TestDatabase.execute(
        books.database,
        """
        INSERT INTO plan_version (plan_id, version, price) VALUES (1, 2, 0);
        UPDATE subscription SET price_version = 2 WHERE id = 1;
        UPDATE subscription SET billed_until = NULL, billing_day = NULL WHERE id > 1""");
    long run = ask(null);
    one.carryOut(run);
    assertThat(view(run).periods()).isEqualTo(1);
    assertThat(view(run).invoices()).isZero();
    assertThat(books.number("SELECT count(*) FROM subscription WHERE billed_until = '2026-12-01'"))
        .isEqualTo(1);
  }

  @Test
  void each_day_brings_one_run_whoever_does_it() {
    DailyBilling here = new DailyBilling(books.jdbi, books.clock, WIB, one);
    DailyBilling there = new DailyBilling(books.jdbi, books.clock, WIB, other);
    CompletableFuture.allOf(
            CompletableFuture.runAsync(here::run), CompletableFuture.runAsync(there::run))
        .join();
    assertAllBilledOnce();
    assertThat(books.number("SELECT count(*) FROM billing_run")).isEqualTo(1);
    assertThat(here.run())
        .startsWith("billing run ")
        .endsWith(" up to 2026-11-22: 260 periods, 260 invoices, Rp 39000000");

    books.set("{\"billing\": {\"dueDays\": 14, \"runAt\": \"02:30\", \"daysAhead\": 7}}");
    assertThat(here.schedule()).isEqualTo(new Schedule.Daily(LocalTime.of(2, 30), WIB));
    books.clock.set("2026-11-24T00:00:00Z");
    here.run();
    assertThat(books.texts("SELECT DISTINCT due_date::text FROM invoice ORDER BY 1"))
        .containsExactly("2026-12-02", "2026-12-15");

    books.set("{\"billing\": {\"automatic\": false}}");
    books.clock.set("2027-01-24T00:00:00Z");
    assertThat(here.run()).contains("off");
    assertThat(books.number("SELECT count(*) FROM billing_run")).isEqualTo(2);
  }

  @Test
  void days_without_service_for_want_of_payment_cost_nothing_for_ever() {
    TestDatabase.execute(
        books.database,
        """
        UPDATE subscription SET billed_until = NULL, billing_day = NULL WHERE id > 2;
        UPDATE subscription SET billed_until = '2026-12-01' WHERE id <= 2;
        UPDATE subscription SET unpaid_since = '2026-11-24T17:00:00Z', unpaid_action = 'isolate' WHERE id = 1;
        UPDATE subscription SET unpaid_since = '2026-12-01T17:00:00Z', unpaid_action = 'suspend' WHERE id = 2""");
    books.clock.set("2026-12-04T00:00:00Z");
    long run = ask(null);
    one.carryOut(run);
    assertThat(billed(run))
        .as("the second one lost its service on the day after its month had begun")
        .containsExactly(
            "1 2026-12-01 2026-12-04 0 suspended", "2 2026-12-01 2026-12-31 150000 null");

    books.clock.set("2026-12-10T00:00:00Z");
    TestDatabase.execute(
        books.database,
        "UPDATE subscription SET unpaid_since = NULL, unpaid_action = NULL WHERE id = 1");
    long paid = ask(null);
    one.carryOut(paid);
    assertThat(billed(paid))
        .as("from the first day that no run spared it on")
        .containsExactly("1 2026-12-05 2026-12-31 130646 null");
    assertThat(books.unexplained()).isEqualTo(NOTHING);
  }

  @Test
  void an_isp_may_bill_the_suspended_all_the_same() {
    books.set("{\"billing\": {\"noBillWhileSuspended\": false}}");
    TestDatabase.execute(
        books.database,
        """
        UPDATE subscription SET billed_until = NULL, billing_day = NULL WHERE id > 1;
        UPDATE subscription SET unpaid_since = '2026-10-24T17:00:00Z', unpaid_action = 'isolate' WHERE id = 1""");
    long run = ask(null);
    one.carryOut(run);
    assertThat(billed(run)).containsExactly("1 2026-11-01 2026-11-30 150000 null");
  }

  private List<String> billed(long run) {
    return view(run).items().stream()
        .map(
            item ->
                item.subscriptionId()
                    + " "
                    + item.from()
                    + " "
                    + item.until()
                    + " "
                    + item.amount().amount()
                    + " "
                    + item.reason())
        .toList();
  }

  private void assertAllBilledOnce() {
    assertThat(books.number("SELECT count(*) FROM invoice")).isEqualTo(CUSTOMERS);
    assertThat(books.number("SELECT count(DISTINCT subscription_id) FROM invoice"))
        .isEqualTo(CUSTOMERS);
    assertThat(books.number("SELECT max(split_part(number, '-', 3)::integer) FROM invoice"))
        .as("numbers without gaps")
        .isEqualTo(CUSTOMERS);
    assertThat(books.unexplained()).isEqualTo(NOTHING);
  }

  private long ask(Long customer) {
    return ask(customer, LocalDate.ofInstant(books.clock.instant(), WIB));
  }

  private long ask(Long customer, LocalDate date) {
    return books.jdbi.inTransaction(
        handle -> one.ask(handle, new AskBillingRun(date, customer, false), CASHIER).id());
  }

  private BillingRunView view(long run) {
    return books.jdbi.inTransaction(handle -> one.one(handle, run));
  }
}
