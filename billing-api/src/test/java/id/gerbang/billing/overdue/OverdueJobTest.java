package id.gerbang.billing.overdue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.job.ClockWatch;
import id.gerbang.billing.job.Jobs;
import id.gerbang.billing.payment.Books;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverdueJobTest {

  private final Books books = new Books();
  private final AtomicLong nanos = new AtomicLong();
  private final Jobs worker = worker();
  private long budi;
  private long line;

  @BeforeEach
  void a_customer() {
    budi = books.customer("Budi");
    line = books.subscription(budi, "budi");
  }

  @AfterEach
  void close() {
    worker.close();
    books.close();
  }

  private Jobs worker() {
    return new Jobs(
        books.jdbi,
        books.clock,
        new ClockWatch(books.clock, nanos::get),
        List.of(new OverdueJob(books.run)));
  }

  private void pass(Duration time) {
    books.clock.move(time);
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void time_alone_isolates_at_midnight_and_not_a_second_before() {
    books.issue(budi, 100, "2026-11-22");
    pass(Duration.ofHours(12).minusSeconds(1));
    worker.tick();
    assertThat(books.unpaid(line)).isEmpty();
    pass(Duration.ofSeconds(1));
    worker.tick();
    assertThat(books.unpaid(line)).contains("isolate");
    assertThat(
            books.texts(
                "SELECT actor || ' ' || action || ' ' || (detail ->> 'cause') FROM audit WHERE object = 'subscription:"
                    + line
                    + "'"))
        .containsExactly("system overdue.isolate time");
  }

  @Test
  void a_second_round_writes_and_notifies_nothing() {
    books.issue(budi, 100, "2026-11-22");
    pass(Duration.ofDays(1));
    worker.tick();
    List<String> before = books.texts("SELECT xmin::text FROM subscription");
    long audited = books.number("SELECT count(*) FROM audit");
    pass(Duration.ofSeconds(30));
    worker.tick();
    pass(Duration.ofSeconds(30));
    worker().tick();
    assertThat(books.texts("SELECT xmin::text FROM subscription")).isEqualTo(before);
    assertThat(books.number("SELECT count(*) FROM audit")).isEqualTo(audited);
  }

  @Test
  void a_clock_that_jumps_cuts_nobody_in_that_round() {
    books.issue(budi, 100, "2026-11-30");
    books.clock.move(Duration.ofDays(365));
    worker.tick();
    assertThat(books.unpaid(line)).isEmpty();
    books.clock.move(Duration.ofDays(-365));
    worker.tick();
    worker.tick();
    assertThat(books.unpaid(line)).isEmpty();
    pass(Duration.ofDays(9));
    worker.tick();
    assertThat(books.unpaid(line)).contains("isolate");
  }

  @Test
  void two_nodes_at_once_cut_each_of_many_once() {
    books.set("{\"brake\": {\"maxShare\": 100}}");
    books.execute(
        """
        INSERT INTO customer (number, name) SELECT 'M-' || n, 'many' FROM generate_series(1, 450) n;
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)
          SELECT id, 1, 1, number, '\\x00' FROM customer WHERE name = 'many'""");
    books
        .texts("SELECT id::text FROM customer WHERE name = 'many'")
        .forEach(id -> books.issue(Long.parseLong(id), 100, "2026-11-22"));
    pass(Duration.ofDays(1));
    Jobs other = worker();
    CompletableFuture<Void> there = CompletableFuture.runAsync(other::tick);
    worker.tick();
    there.join();
    assertThat(books.number("SELECT count(*) FROM subscription WHERE unpaid_since IS NOT NULL"))
        .isEqualTo(450);
    assertThat(books.number("SELECT count(*) FROM audit WHERE action = 'overdue.isolate'"))
        .isEqualTo(450);
  }

  @Test
  void a_customer_in_someone_elses_hands_is_passed_over_and_met_next_time() {
    books.issue(budi, 100, "2026-11-22");
    pass(Duration.ofDays(1));
    books.jdbi.useTransaction(
        handle -> {
          handle.execute("SELECT id FROM customer FOR NO KEY UPDATE");
          CompletableFuture.runAsync(worker::tick).join();
        });
    assertThat(books.unpaid(line)).isEmpty();
    pass(Duration.ofSeconds(30));
    worker.tick();
    assertThat(books.unpaid(line)).contains("isolate");
  }

  @Test
  void a_new_line_of_a_late_payer_is_found_too() {
    books.issue(budi, 100, "2026-11-20");
    long second = books.subscription(budi, "budi2");
    worker.tick();
    assertThat(books.unpaid(second)).contains("isolate");
  }

  @Test
  void grace_lets_in_again_and_another_action_replaces_the_first() {
    books.issue(budi, 100, "2026-11-20");
    assertThat(books.unpaid(line)).contains("isolate");
    change(3, null);
    assertThat(books.unpaid(line)).isEmpty();
    change(1, "suspend");
    assertThat(books.unpaid(line)).contains("suspend");
    assertThat(books.settings.read().overdue())
        .extracting(OverdueRules::graceDays, OverdueRules::action)
        .containsExactly(1, "suspend");
  }

  @Test
  void a_policy_that_a_crash_left_half_applied_is_finished_by_the_worker() {
    books.issue(budi, 100, "2026-11-20");
    books.execute(
        "INSERT INTO setting (name, value) VALUES ('overdue', '{\"graceDays\": 7, \"action\": \"isolate\"}')");
    worker.tick();
    assertThat(books.unpaid(line)).isEmpty();
  }

  @Test
  void slowed_then_isolated_and_the_payment_gives_the_plan_s_rate_back() {
    books.set(
        """
        {"overdue": {"steps": [
          {"action": "slow", "daysAfterDue": 0, "rateLimit": {"download": 1000000, "upload": 512000}},
          {"action": "isolate", "daysAfterDue": 2}]}}""");
    assertThat(books.settings.read().overdue().action()).isEqualTo("isolate");
    books.issue(budi, 100, "2026-11-22");
    pass(Duration.ofDays(1));
    worker.tick();
    assertThat(rate()).containsExactly("512000/1000000");
    books.set(
        """
        {"overdue": {"steps": [
          {"action": "slow", "daysAfterDue": 0, "rateLimit": {"download": 2000000, "upload": 512000}},
          {"action": "isolate", "daysAfterDue": 2}]}}""");
    assertThat(rate()).as("another policy gives at once").containsExactly("512000/2000000");
    pass(Duration.ofDays(2));
    worker.tick();
    assertThat(books.unpaid(line)).contains("isolate");
    assertThat(rate()).isEmpty();
    books.pay(budi, 100);
    assertThat(books.unpaid(line)).isEmpty();
    assertThat(books.texts("SELECT action FROM audit WHERE action LIKE 'overdue.%' ORDER BY id"))
        .containsExactly("overdue.slow", "overdue.slow", "overdue.isolate", "overdue.lift");
  }

  @Test
  void a_slow_step_says_how_slow_and_no_other_does() {
    assertThatThrownBy(
            () ->
                books.set(
                    """
                    {"overdue": {"steps": [
                      {"action": "slow", "daysAfterDue": 0},
                      {"action": "isolate", "daysAfterDue": 1, "rateLimit": {"download": 1, "upload": 1}},
                      {"action": "slow", "daysAfterDue": 0, "rateLimit": {"download": 0}}]}}"""))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.errors())
                    .extracting("field")
                    .containsExactly(
                        "overdue.steps[0].rateLimit",
                        "overdue.steps[1].rateLimit",
                        "overdue.steps[2].rateLimit.download",
                        "overdue.steps[2].rateLimit.upload"));
  }

  @Test
  void settings_that_can_not_be_are_refused_by_name() {
    assertThatThrownBy(() -> change(61, "slow"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.errors())
                    .extracting("field")
                    .containsExactly("overdue.graceDays", "overdue.action"));
    assertThatThrownBy(() -> books.set("{\"zone\": \"Asia/Makassar\"}"))
        .hasMessageContaining("zone");
    assertThat(books.settings.read().ispName()).isEmpty();
  }

  @Test
  void the_thread_works_by_itself_and_stops() {
    books.issue(budi, 100, "2026-11-22");
    books.clock.move(Duration.ofDays(1));
    try (Jobs started = worker()) {
      started.start();
      await().untilAsserted(() -> assertThat(books.unpaid(line)).contains("isolate"));
    }
  }

  private List<String> rate() {
    return books.texts(
        "SELECT slow_upload || '/' || slow_download FROM entitlement WHERE slow_upload IS NOT NULL");
  }

  private void change(Integer graceDays, String action) {
    books.set(
        action == null
            ? "{\"overdue\": {\"graceDays\": %d}}".formatted(graceDays)
            : "{\"overdue\": {\"graceDays\": %d, \"action\": \"%s\"}}"
                .formatted(graceDays, action));
  }
}
