package id.gerbang.billing.standing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.payment.Books;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists find what others missed: here each fact is made by hand, past those who see to it. */
class StandingListsTest {

  private final Books books = new Books();
  private long budi;
  private long line;

  @BeforeEach
  void subscribe() {
    budi = books.customer("Budi");
    line = books.subscription(budi, "budi");
  }

  @AfterEach
  void close() {
    books.close();
  }

  @ParameterizedTest(name = "{0}, due {1}, {2} open: {3}")
  @CsvSource({
    "isolate, 2026-11-21, 0,   nothing_overdue ISOLATED_UNPAID",
    "suspend, 2026-11-22, 100, nothing_overdue SUSPENDED_UNPAID",
    "isolate, 2026-11-21, 100, ",
    "suspend, 2026-11-21, 1,   ",
  })
  void blocked_for_non_payment_without_any(String action, String due, long open, String expected) {
    books.issue(budi, 100, due);
    if (open < 100) {
      books.pay(budi, 100 - open);
    }
    books.execute(
        "UPDATE subscription SET unpaid_since = '2026-11-22T04:00:00Z', unpaid_action = '%s'"
            .formatted(action));
    assertThat(found(StandingList.PAID_BUT_BLOCKED))
        .isEqualTo(expected == null ? List.of() : List.of("budi " + expected));
  }

  @Test
  void an_invoice_for_another_line_blocks_nobody_else() {
    long other = books.subscription(budi, "budi2");
    books.issue(budi, other, 100, "2026-11-01");
    books.execute("UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate'");
    assertThat(found(StandingList.PAID_BUT_BLOCKED))
        .containsExactly("budi nothing_overdue ISOLATED_UNPAID");
  }

  @Test
  void held_until_paid_and_nothing_is_owed() {
    books.execute(
        "UPDATE subscription SET held_since = '2026-11-22T04:58:20Z', held_until_paid = true");
    StandingView view = page(StandingList.PAID_BUT_BLOCKED).get(0);
    assertThat(view.finding()).isEqualTo("hold_settled");
    assertThat(view.ageSeconds()).isEqualTo(100);
    assertThat(view.words()).isEqualTo("Held until paid, though nothing is owed.");
    assertThat(books.standing.metrics())
        .contains("gerbang_billing_standing{list=\"paid_but_blocked\"} 1\n")
        .contains("gerbang_billing_standing_oldest_seconds{list=\"paid_but_blocked\"} 100\n")
        .contains("gerbang_billing_standing{list=\"unpaid_but_online\"} 0\n");
    books.issue(budi, 100, "2026-12-20");
    assertThat(page(StandingList.PAID_BUT_BLOCKED)).isEmpty();
  }

  @Test
  void a_paid_renewal_that_counts_for_nothing() {
    long invoice = books.issue(budi, line, 100, "2026-12-20").id();
    books.execute(
        "UPDATE subscription SET billing = 'prepaid', active_until = '2026-11-22T04:00:00Z', billed_until = NULL");
    books.execute(
        """
        INSERT INTO renewal (subscription_id, periods, validity, amount, invoice_id, asked_at, asked_by)
        VALUES (%d, 1, 'P30D', 100, %d, now(), 'test')"""
            .formatted(line, invoice));
    assertThat(page(StandingList.PAID_BUT_BLOCKED)).isEmpty();
    books.pay(budi, 100);
    assertThat(page(StandingList.PAID_BUT_BLOCKED)).as("it counts").isEmpty();
    books.execute(
        "UPDATE renewal SET applied_at = NULL, active_until = NULL; UPDATE subscription SET active_until = '2026-11-22T04:00:00Z'");
    assertThat(found(StandingList.PAID_BUT_BLOCKED))
        .containsExactly("budi renewal_paid ISOLATED_EXPIRED");
  }

  @Test
  void overdue_and_nothing_is_done_about_it() {
    books.issue(budi, 100, "2026-11-22");
    assertThat(found(StandingList.UNPAID_BUT_ONLINE)).isEmpty();
    books.clock.set("2026-11-22T17:00:40Z");
    StandingView view = page(StandingList.UNPAID_BUT_ONLINE).get(0);
    assertThat(view.finding()).isEqualTo("not_cut");
    assertThat(view.ageSeconds()).isEqualTo(40);
    assertThat(view.online()).isFalse();
    session("budi", "2026-11-01T00:00:00Z", null);
    assertThat(page(StandingList.UNPAID_BUT_ONLINE).get(0).online()).isTrue();
    assertThat(books.standing()).as("the round does it").isEmpty();
    assertThat(books.unpaid(line)).contains("isolate");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE customer SET tags = '{vip}'| ",
        "UPDATE customer SET area = 'RT 5'| ",
        "UPDATE customer SET area = 'RT 6'|budi not_cut ACTIVE",
        "UPDATE subscription SET held_since = now()| ",
        "UPDATE subscription SET billing = 'prepaid', active_until = '2026-11-01'| ",
        "INSERT INTO promise (customer_id, invoice_id, until, made_at, made_by) VALUES (1, 1, '2026-11-28', now(), 'x')| ",
        "INSERT INTO promise (customer_id, invoice_id, until, made_at, made_by) VALUES (1, 1, '2026-11-24', now(), 'x')|budi not_cut ACTIVE",
        "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'slow', slow_upload = 1, slow_download = 1|budi not_cut SLOWED_UNPAID",
        "INSERT INTO overdue_run (date, asked_at, asked_by, held_at) VALUES ('2026-11-26', now(), 'x', now())|budi cuts_held ACTIVE",
      })
  void as_the_policy_says_and_not_otherwise(String fact, String expected) {
    books.set(
        """
        {"overdue": {"graceDays": 1, "exemptTags": ["vip"], "exemptAreas": [{"area": "RT 5"}],
          "quietDays": ["2026-11-25"],
          "steps": [{"action": "slow", "daysAfterDue": 0, "rateLimit": {"download": 2, "upload": 2}},
                    {"action": "isolate", "daysAfterDue": 1, "minAmount": {"amount": "100", "currency": "IDR"}}]}}""");
    books.issue(budi, 100, "2026-11-22");
    books.clock.set("2026-11-25T16:59:59Z");
    books.execute(fact);
    assertThat(found(StandingList.UNPAID_BUT_ONLINE))
        .as("the 25th is quiet; to be slowed it was from the 24th on")
        .isEqualTo(expected == null || expected.contains("SLOWED") ? List.of() : List.of(expected));
    books.clock.set("2026-11-25T17:00:00Z");
    assertThat(found(StandingList.UNPAID_BUT_ONLINE))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
    books.execute("UPDATE invoice SET paid = 1");
    assertThat(found(StandingList.UNPAID_BUT_ONLINE))
        .as("99 are too little to be isolated for, and enough to be slowed for")
        .isEqualTo(expected == null || expected.contains("SLOWED") ? List.of() : List.of(expected));
  }

  @Test
  void whoever_pays_and_is_never_there() {
    books.execute("UPDATE subscription SET created_at = '2026-10-01T00:00:00Z'");
    assertThat(found(StandingList.PAYING_BUT_NEVER_ONLINE)).as("has not paid").isEmpty();
    books.issue(budi, 100, "2026-12-20");
    books.pay(budi, 100);
    assertThat(found(StandingList.PAYING_BUT_NEVER_ONLINE))
        .containsExactly("budi never_online ACTIVE");
    session("budi", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z");
    StandingView view = page(StandingList.PAYING_BUT_NEVER_ONLINE).get(0);
    assertThat(view.finding()).isEqualTo("not_lately");
    assertThat(view.since()).isEqualTo("2026-10-02T00:00:00Z");
    session("budi", "2026-10-03T00:00:00Z", null);
    assertThat(found(StandingList.PAYING_BUT_NEVER_ONLINE)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "UPDATE customer SET tags = '{gratis}', free_account",
    "UPDATE customer SET tags = '{uji}', test_account",
    "UPDATE customer SET tags = '{vip}', ",
  })
  void online_for_nothing(String fact, String finding) {
    books.execute(fact);
    assertThat(page(StandingList.FREE_BUT_ONLINE)).isEmpty();
    session("budi", "2026-11-22T04:59:00Z", null);
    assertThat(page(StandingList.FREE_BUT_ONLINE).stream().map(StandingView::finding))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  private List<StandingView> page(StandingList list) {
    return books.standing.page(list, new ListQuery(), Locale.ENGLISH).items();
  }

  private List<String> found(StandingList list) {
    return page(list).stream()
        .map(view -> view.username() + " " + view.finding() + " " + view.reason())
        .toList();
  }

  private void session(String username, String from, String to) {
    TestDatabase.execute(
        books.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at, stopped_at)
        VALUES (1, '%2$s', '%1$s', '%2$s', '%2$s', '%2$s', %3$s)"""
            .formatted(username, from, to == null ? "NULL" : "'" + to + "'"));
  }
}
