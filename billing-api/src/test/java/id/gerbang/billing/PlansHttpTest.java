package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans whose changes come on days, for all or for new ones only. */
class PlansHttpTest {

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static MovableClock clock;
  private static RunningBilling billing;
  private static long customer;

  private long plan;

  @BeforeAll
  static void start() {
    clock = new MovableClock("2027-01-31T03:00:00Z");
    billing = new RunningBilling(clock, List.of());
    customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @BeforeEach
  void a_plan() {
    clock.set("2027-01-31T03:00:00Z");
    plan = billing.plan("Paket " + NAMES.incrementAndGet());
  }

  @Test
  void a_change_for_new_ones_leaves_the_service_of_those_who_are_there() {
    long before = subscribe();
    JsonNode changed =
        patch("{\"rateLimit\": {\"download\": 20000000}, \"price\": 175000, \"applyTo\": \"new\"}");
    assertThat(changed.get("rateLimitText").asText()).isEqualTo("5M/20M");
    assertThat(changed.get("serviceVersion").asInt()).isEqualTo(1);
    long after = subscribe();
    assertThat(List.of(download(before), download(after))).containsExactly("10M", "20M");

    patch("{\"price\": 180000}");
    assertThat(List.of(download(before), download(after)))
        .as("another price is no other service")
        .containsExactly("10M", "20M");

    patch("{\"rateLimit\": {\"download\": 30000000}, \"applyTo\": \"new\"}");
    long last = subscribe();
    assertThat(List.of(download(before), download(after), download(last)))
        .containsExactly("10M", "20M", "30M");

    JsonNode all = patch("{\"rateLimit\": {\"download\": 40000000}}");
    assertThat(all.get("serviceVersion").isNull()).isTrue();
    assertThat(List.of(download(before), download(after), download(last)))
        .as("for all, unless it says new")
        .containsExactly("40M", "40M", "40M");
  }

  @Test
  void who_is_moved_to_the_present_plan_gets_its_service_too() {
    long id = subscribe();
    patch("{\"rateLimit\": {\"download\": 20000000}, \"applyTo\": \"new\"}");
    assertThat(download(id)).isEqualTo("10M");
    Reply moved =
        billing.post(
            "/subscriptions/" + id + "/change-plan",
            "{\"planId\": %d}".formatted(plan),
            "Idempotency-Key",
            "moved-" + id);
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    assertThat(download(id)).isEqualTo("20M");
  }

  @Test
  void what_is_to_come_on_a_day_comes_on_it_and_is_told_to_the_network() throws SQLException {
    long id = subscribe();
    JsonNode asked = patch("{\"price\": 175000, \"effectiveFrom\": \"2027-02-10\"}");
    assertThat(asked.at("/price/amount").asText()).isEqualTo("150000");
    assertThat(asked.at("/scheduled/0/effectiveFrom").asText()).isEqualTo("2027-02-10");
    assertThat(asked.at("/scheduled/0/changes/price/amount").asText()).isEqualTo("175000");
    patch("{\"rateLimit\": {\"download\": 20000000}, \"effectiveFrom\": \"2027-02-11\"}");
    patch("{\"sharedUsers\": 2}");

    clock.set("2027-02-09T16:59:59Z");
    billing.carryOutWhatIsDue();
    assertThat(read().at("/price/amount").asText()).isEqualTo("150000");
    long notes = notes();
    clock.set("2027-02-09T17:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(read().at("/price/amount").asText()).as("midnight in Jakarta").isEqualTo("175000");
    assertThat(download(id)).isEqualTo("10M");
    clock.set("2027-02-13T00:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(download(id)).isEqualTo("20M");
    assertThat(notes()).isGreaterThan(notes);
    JsonNode now = read();
    assertThat(now.get("sharedUsers").asInt())
        .as("what was changed in the meantime is not undone")
        .isEqualTo(2);
    assertThat(now.at("/price/amount").asText()).isEqualTo("175000");
    assertThat(now.get("scheduled")).isEmpty();
  }

  @Test
  void a_later_change_is_a_difference_to_what_is_planned_before_it() {
    patch("{\"price\": 175000, \"effectiveFrom\": \"2027-02-10\"}");
    JsonNode asked = patch("{\"price\": 150000, \"effectiveFrom\": \"2027-03-01\"}");
    assertThat(asked.get("scheduled")).hasSize(2);
    clock.set("2027-03-02T00:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(read().get("version").asInt()).isEqualTo(3);
    assertThat(read().at("/price/amount").asText()).isEqualTo("150000");
  }

  @Test
  void what_is_to_come_can_be_taken_back() {
    long change =
        patch("{\"price\": 175000, \"effectiveFrom\": \"2027-02-10\"}")
            .at("/scheduled/0/id")
            .asLong();
    String path = "/plans/" + plan + "/scheduled/" + change;
    assertThat(billing.delete("/plans/999999/scheduled/" + change).status()).isEqualTo(404);
    assertThat(billing.delete(path).status()).isEqualTo(204);
    assertThat(billing.delete(path).status()).isEqualTo(404);
    clock.set("2027-02-13T00:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(read().at("/price/amount").asText()).isEqualTo("150000");
  }

  @Test
  void whoever_read_it_before_something_was_planned_changes_nothing() {
    String path = "/plans/" + plan;
    String first = billing.get(path).header("ETag");
    Reply planned = billing.patch(path, later("2027-02-10", 175_000), "If-Match", first);
    String second = planned.header("ETag");
    assertThat(second).isNotEqualTo(first).isEqualTo(billing.get(path).header("ETag"));
    assertThat(billing.patch(path, later("2027-02-20", 1), "If-Match", first).status())
        .as("another price waits by now")
        .isEqualTo(412);
    assertThat(billing.patch(path, "{\"sharedUsers\": 2}", "If-Match", first).status())
        .isEqualTo(412);
    assertThat(planned.json().get("scheduled")).isEqualTo(read().get("scheduled"));
    long change = planned.json().at("/scheduled/0/id").asLong();
    billing.delete(path + "/scheduled/" + change);
    assertThat(billing.patch(path, "{\"sharedUsers\": 2}", "If-Match", second).status())
        .as("and now none does")
        .isEqualTo(412);
    Reply again = billing.patch(path, later("2027-02-10", 175_000), "If-Match", first);
    assertThat(again.header("ETag")).isNotIn(first, second);
    clock.set("2027-02-13T00:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(billing.get(path).header("ETag")).isNotIn(first, second, again.header("ETag"));
    String changed = billing.get(path).header("ETag");
    assertThat(billing.post(path + "/retire", "{}").status()).isEqualTo(200);
    assertThat(billing.get(path).header("ETag")).isNotEqualTo(changed);
  }

  private static String later(String day, long price) {
    return "{\"price\": %d, \"effectiveFrom\": \"%s\"}".formatted(price, day);
  }

  @Test
  void versions_say_how_many_pay_which_price() {
    subscribe();
    subscribe();
    patch("{\"price\": 175000, \"rateLimit\": {\"download\": 20000000}}");
    subscribe();
    JsonNode versions = billing.get("/plans/" + plan + "/versions").json().get("items");
    assertThat(versions.findValuesAsText("version")).containsExactly("2", "1");
    assertThat(versions.findValuesAsText("subscriptions")).containsExactly("1", "2");
    assertThat(versions.at("/1/price/amount").asText()).isEqualTo("150000");
    assertThat(versions.at("/0/rateLimitText").asText()).isEqualTo("5M/20M");
    assertThat(billing.get("/plans/" + plan + "/versions?limit=1").json().get("next").isNull())
        .isFalse();
  }

  @Test
  void a_day_that_can_t_be_and_a_choice_that_is_none_are_refused_by_their_field() {
    for (String day : List.of("2027-01-30", "2029-02-01")) {
      Reply refused =
          billing.patch(
              "/plans/" + plan, "{\"price\": 1, \"effectiveFrom\": \"%s\"}".formatted(day));
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(refused.field()).isEqualTo("effectiveFrom");
    }
    assertThat(billing.patch("/plans/" + plan, "{\"applyTo\": \"old\"}").field())
        .isEqualTo("applyTo");
    assertThat(
            billing.post("/plans", "{\"name\": \"x\", \"price\": 1, \"applyTo\": \"new\"}").field())
        .isEqualTo("applyTo");
    assertThat(patch("{\"price\": 1, \"effectiveFrom\": \"2027-01-31\"}").get("version").asInt())
        .as("today is now")
        .isEqualTo(2);
  }

  /** How often the RADIUS side was told that plans changed. */
  private static long notes() throws SQLException {
    try (var connection = TestDatabase.connect(billing.database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM change WHERE kind = 'plan'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private JsonNode read() {
    return billing.get("/plans/" + plan).json();
  }

  private JsonNode patch(String body) {
    Reply reply = billing.patch("/plans/" + plan, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private long subscribe() {
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": %d, "planId": %d, "username": "u%d", "password": "rahasia"}"""
                .formatted(customer, plan, NAMES.incrementAndGet()));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private static String download(long subscription) {
    JsonNode preview = billing.get("/subscriptions/" + subscription + "/preview").json();
    for (JsonNode attribute : preview.get("attributes")) {
      if (attribute.get("name").asText().equals("Mikrotik-Rate-Limit")) {
        return attribute.get("value").asText().replaceAll("5M/| .*", "");
      }
    }
    return preview.toString();
  }
}
