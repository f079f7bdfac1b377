package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What subscriptions, invoices and payments are listed by. */
class ListFiltersHttpTest {

  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static RunningBilling billing;
  private static long plan;
  private static int keys;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(CLOCK, List.of());
    plan = billing.plan("10 Mega");
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  private static long customer(String name, String area, String tag) {
    Reply made =
        billing.post(
            "/customers",
            """
            {"name": "%s", "area": "%s", "tags": ["%s"],
             "subscription": {"planId": %d, "username": "%s-%s", "password": "rahasia"}}"""
                .formatted(name, area, tag, plan, name, area));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private static JsonNode post(String path, String body) {
    Reply reply = billing.post(path, body, "Idempotency-Key", "filters-" + ++keys);
    assertThat(reply.status()).as(reply.text()).isBetween(200, 201);
    return reply.json();
  }

  private static long invoice(long customer, String due) {
    return post(
            "/invoices",
            "{\"customerId\": %d, \"dueDate\": \"%s\", \"lines\": [{\"description\": \"Internet\", \"amount\": 150000}]}"
                .formatted(customer, due))
        .get("id")
        .asLong();
  }

  private static List<Long> ids(String path) {
    Reply reply = billing.get(path);
    assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(200);
    List<Long> ids = new ArrayList<>();
    reply.json().get("items").forEach(item -> ids.add(item.get("id").asLong()));
    return ids;
  }

  private static List<Long> pages(String path) {
    List<Long> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = billing.get(path + "&limit=1" + cursor).json();
      page.get("items").forEach(item -> ids.add(item.get("id").asLong()));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asText();
    } while (!cursor.isEmpty());
    return ids;
  }

  @Test
  void invoices_by_state_area_day_and_what_is_sought() {
    long budi = customer("budi", "utara", "lama");
    long siti = customer("siti", "selatan", "lama");
    long late = invoice(budi, "2026-12-20");
    long early = invoice(budi, "2026-12-05");
    long hers = invoice(siti, "2026-12-10");
    post("/payments", "{\"invoiceId\": %d, \"method\": \"cash\"}".formatted(early));
    post("/invoices/" + hers + "/void", "{\"reason\": \"salah\"}");

    assertThat(ids("/invoices?area=utara")).containsExactly(late, early);
    assertThat(ids("/invoices?area=utara&status=open")).containsExactly(late);
    assertThat(ids("/invoices?area=utara&status=paid")).containsExactly(early);
    assertThat(ids("/invoices?area=selatan&status=void")).containsExactly(hers);
    assertThat(ids("/invoices?dueAfter=2026-12-05&dueBefore=2026-12-19"))
        .containsExactly(early, hers);
    assertThat(pages("/invoices?area=utara&sort=dueDate")).containsExactly(early, late);
    assertThat(pages("/invoices?area=utara&sort=-issuedAt")).containsExactly(early, late);
    assertThat(ids("/invoices?q=SITI")).containsExactly(hers);
    String number = billing.get("/invoices/" + late).json().get("number").asText();
    assertThat(ids("/invoices?q=" + number)).containsExactly(late);
    assertThat(ids("/invoices?q=" + number.substring(number.length() - 6))).containsExactly(late);
    String serial = number.substring(number.lastIndexOf('-') + 1).replaceFirst("^0+", "");
    assertThat(ids("/invoices?q=" + serial)).contains(late);
    assertThat(ids("/invoices?q=2611-" + serial)).isEmpty();
    assertThat(ids("/invoices?q=inv-2611")).containsExactly(late, early, hers);
    assertThat(ids("/invoices?q=inv-2611&status=open")).containsExactly(late);
    assertThat(ids("/invoices?q=%25")).isEmpty();
    assertThat(billing.get("/invoices?status=new").field()).isEqualTo("status");
    assertThat(billing.get("/invoices?sort=total").field()).isEqualTo("sort");
    assertThat(billing.get("/invoices?dueAfter=soon").field()).isEqualTo("dueAfter");
  }

  @Test
  void payments_by_method_area_day_and_what_is_sought() {
    long ani = customer("ani", "barat", "lama");
    long dedi = customer("dedi", "timur", "lama");
    JsonNode cash = post("/payments", pay(ani, "cash", null));
    CLOCK.move(Duration.ofDays(2));
    long transfer = post("/payments", pay(ani, "transfer", "BCA-7781")).get("id").asLong();
    long his = post("/payments", pay(dedi, "transfer", null)).get("id").asLong();
    long first = cash.get("id").asLong();

    assertThat(ids("/payments?area=barat")).containsExactly(first, transfer);
    assertThat(ids("/payments?area=barat&method=transfer")).containsExactly(transfer);
    List<Long> turned = pages("/payments?area=barat&sort=-recordedAt");
    Collections.reverse(turned);
    assertThat(pages("/payments?area=barat&sort=recordedAt")).isEqualTo(turned).hasSize(2);
    String day = cash.get("recordedAt").asText().substring(0, 10);
    assertThat(ids("/payments?area=barat&from=" + day + "&to=" + day)).containsExactly(first);
    assertThat(ids("/payments?q=bca-77")).containsExactly(transfer);
    assertThat(ids("/payments?q=dedi")).containsExactly(his);
    assertThat(ids("/payments?q=" + cash.get("receiptNumber").asText())).containsExactly(first);
    assertThat(ids("/payments?q=nobody")).isEmpty();
    assertThat(billing.get("/payments?from=now").field()).isEqualTo("from");
    assertThat(billing.get("/payments?sort=amount").field()).isEqualTo("sort");
  }

  private static String pay(long customer, String method, String reference) {
    return "{\"customerId\": %d, \"amount\": 1000, \"method\": \"%s\"%s}"
        .formatted(
            customer, method, reference == null ? "" : ", \"reference\": \"" + reference + "\"");
  }

  /** The filter is SQL, the status is AccessPolicy's: they must say the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "active|held_since = NULL",
        "isolated|held_since = now()",
        "active|held_since = '2026-01-01', held_until = '2026-02-01'",
        "isolated|unpaid_since = now(), unpaid_action = 'isolate'",
        "active|unpaid_since = now(), unpaid_action = 'slow', slow_download = 1, slow_upload = 1",
        "suspended|unpaid_since = now(), unpaid_action = 'suspend'",
        "isolated|unpaid_since = now(), unpaid_action = 'suspend', held_since = now()",
        "expired|billing = 'prepaid', active_until = '2026-02-01'",
        "active|billing = 'prepaid', active_until = '2036-02-01'",
        "paused|paused_since = now()",
        "paused|paused_since = '2026-01-01', paused_until = '2036-02-01', held_since = now()",
        "active|paused_since = '2026-01-01', paused_until = '2026-02-01'",
        "terminated|terminated_at = now(), held_since = now(), paused_since = now()"
      })
  void a_subscription_is_listed_by_the_status_that_it_shows(String status, String facts) {
    String area = "status" + ++keys;
    long id = customer("s", area, "lama");
    TestDatabase.execute(
        billing.database, "UPDATE subscription SET %s WHERE customer_id = %d".formatted(facts, id));
    JsonNode all = billing.get("/subscriptions?area=" + area).json();
    assertThat(all.at("/items/0/status").asText()).isEqualTo(status);
    for (String asked :
        List.of("active", "isolated", "suspended", "expired", "paused", "terminated")) {
      assertThat(ids("/subscriptions?area=%s&status=%s".formatted(area, asked)))
          .as(asked)
          .hasSize(asked.equals(status) ? 1 : 0);
    }
    boolean prepaid = facts.contains("prepaid");
    assertThat(ids("/subscriptions?billing=prepaid&area=" + area)).hasSize(prepaid ? 1 : 0);
    assertThat(ids("/subscriptions?billing=postpaid&q=s-" + area)).hasSize(prepaid ? 0 : 1);
    assertThat(ids("/subscriptions?expiresBefore=2027-01-01T00:00:00Z&area=" + area))
        .hasSize(status.equals("expired") ? 1 : 0);
  }

  @Test
  void free_accounts_are_counted_with_what_they_would_pay() {
    customer("masjid", "pusat", "gratis");
    customer("warnet", "pusat", "ruko");
    JsonNode free = billing.get("/reports/free-accounts").json();
    assertThat(free.get("accounts").asLong()).isEqualTo(1);
    assertThat(free.at("/forgone/amount").asText()).isEqualTo("150000");
    assertThat(free.at("/items/0/username").asText()).isEqualTo("masjid-pusat");
  }
}
