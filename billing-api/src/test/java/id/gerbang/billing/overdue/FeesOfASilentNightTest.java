package id.gerbang.billing.overdue;

import static id.gerbang.billing.payment.Books.CASHIER;
import static id.gerbang.billing.payment.Books.WIB;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.payment.Books;
import id.gerbang.core.seal.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night that cuts nobody and has a fee to charge, while a gateway is silent that normally tells.
 */
class FeesOfASilentNightTest {

  private static final String SILENT =
      "midtrans has been silent for 12 hours in which payments normally come";

  private final Books books = new Books();
  @TempDir private Path directory;
  private OverdueRunResource runs;

  @BeforeEach
  void a_late_payer_who_may_have_paid() throws IOException {
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
    books.set(
        """
        {"overdue": {"steps": [{"action": "isolate", "daysAfterDue": 30}],
                     "lateFee": {"daysAfterDue": 0, "amount": 10000, "dueFrom": "2026-11-01"}}}""");
    long budi = books.customer("Budi");
    books.subscription(budi, "budi");
    books.issue(budi, 150_000, "2026-11-22");
    books.execute(
        """
        INSERT INTO gateway (name, enabled, environment, channels, fee_bearer, updated_at)
        VALUES ('midtrans', true, 'sandbox', '[]', 'isp', now());
        INSERT INTO customer (number, name) VALUES ('M-1', 'others')""");
    told("2026-11-08T15:00:00Z");
    told("2026-11-15T15:00:00Z");
    books.clock.set("2026-11-22T17:00:00Z");
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void it_waits_until_the_gateway_is_heard() {
    books.run.carryOut(CASHIER);
    assertThat(fees()).isZero();
    assertThat(runs.one(1).state()).isEqualTo("held");
    assertThat(runs.one(1).reasons()).containsExactly(SILENT);
    assertThat(runs.one(1).wouldCharge()).isEqualTo(1);
    assertThat(books.run.metrics())
        .contains("gerbang_billing_cuts_held 0\n", "gerbang_billing_late_fees_held 1\n");

    told("2026-11-22T16:59:00Z");
    books.run.carryOut(CASHIER);
    assertThat(fees()).isEqualTo(1);
    assertThat(runs.one(1).state()).isEqualTo("done");
    assertThat(runs.one(1).wouldCharge()).isZero();
    assertThat(books.run.metrics()).contains("gerbang_billing_late_fees_held 0\n");
  }

  @Test
  void or_until_a_person_says_that_it_is_to_go_on() {
    assertThat(books.run.carryOut(CASHIER)).startsWith("0 cuts wait for a person, and 1 late fees");
    runs.approve(CASHIER, 1, new ApproveOverdueRun(0L));
    books.run.carryOut(CASHIER);
    assertThat(fees()).isEqualTo(1);
  }

  @Test
  void or_until_nothing_waits_any_more() {
    books.run.carryOut(CASHIER);
    books.pay(1, 150_000);
    books.run.carryOut(CASHIER);
    assertThat(runs.one(1).state()).isEqualTo("done");
    assertThat(books.jdbi.withExtension(OverdueDao.class, OverdueDao::isHeld)).isFalse();
  }

  /** At 100,000 subscribers it is seconds of a core each time. */
  @Test
  void while_it_waits_it_is_counted_each_five_minutes_and_not_at_each_look() {
    AtomicInteger counted = new AtomicInteger();
    books.jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            if (context.getRawSql().contains("FROM late_fee had")) {
              counted.incrementAndGet();
            }
          }
        });
    OverdueJob job = new OverdueJob(books.run);
    for (int round = 0; round <= 20; round++) {
      assertThat(job.run()).startsWith("0 cuts wait for a person, and 1 late fees");
      books.clock.move(Duration.ofSeconds(30));
    }
    assertThat(counted).as("at once, after 5 minutes, after 10").hasValue(3);
  }

  @Test
  void another_policy_counts_it_at_once() {
    books.run.carryOut(CASHIER);
    books.set(
        """
        {"overdue": {"steps": [{"action": "warn", "daysAfterDue": 0}], "lateFee": {}}}""");
    assertThat(runs.one(1).state()).isEqualTo("done");
    assertThat(books.number("SELECT count(*) FROM notice")).isEqualTo(1);
  }

  @Test
  void a_rehearsal_says_so() {
    OverdueRunView night =
        (OverdueRunView)
            runs.ask(CASHIER, null, new AskOverdueRun(LocalDate.of(2026, 11, 23), true))
                .getEntity();
    assertThat(night.wouldCut()).isZero();
    assertThat(night.reasons()).containsExactly(SILENT);
  }

  private void told(String at) {
    books.execute(
        """
        INSERT INTO payment (customer_id, amount, method, received_at, recorded_at, recorded_by)
        SELECT (SELECT id FROM customer WHERE number = 'M-1'), 1, 'midtrans', '%s', now(), 'test'
        FROM generate_series(1, 3)"""
            .formatted(at));
  }

  private long fees() {
    return books.number("SELECT count(*) FROM late_fee");
  }
}
