package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The paper's procedure by its calls, with a clock that moves. */
class IncidentHttpTest extends OneServiceOverHttp {

  private static final String CUT = "{\"cause\": \"fibre_cut\"}";

  @Test
  void the_whole_story_is_timed_and_attributed() {
    long subscription = subscribe("postpaid", "");
    Reply opened =
        billing.post(
            "/incidents",
            """
            {"customerId": %d, "subscriptionIds": [%d], "customerTicket": "BNK-77", "beganAt": "2027-01-31T02:12:00Z",
             "summary": "Cabang tidak online"}"""
                .formatted(customer, subscription));
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    String path = "/incidents/" + opened.id();
    assertThat(opened.header("Location")).endsWith("/api/v1" + path);
    assertThat(opened.json().get("number").asText()).matches("TKT-2701-[0-9]{6}");
    assertThat(opened.json().get("state").asText()).isEqualTo("out");
    assertThat(opened.json().get("words").asText()).isEqualTo("Layanan terputus");

    clock.move(Duration.ofMinutes(4));
    take(path, "analysed", CUT);
    take(path, "team_sent", "{\"note\": \"Joko dan Rudi, mobil 2\"}");
    take(path, "pic_informed", "{\"by\": \"Sari\", \"note\": \"ke Bu Ani, 0812\"}");
    clock.move(Duration.ofMinutes(30));
    for (String step :
        List.of("condition_before", "tools_ready", "power_ready", "modem_ready", "lan_ready")) {
      take(path, step, "{\"by\": \"Joko\"}");
    }
    Reply unordered = billing.post(path + "/steps/configured", "{\"by\": \"Joko\"}");
    assertThat(unordered.status()).isEqualTo(422);
    assertThat(unordered.field()).isEqualTo("backupLinkId");
    long link = link();
    assertThat(billing.patch(path, "{\"backupLinkId\": %d}".formatted(link)).status())
        .isEqualTo(200);
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO backup_condition (link_id, at, noted_by, text, told)
        SELECT %d, at, 'x', '', '{}' FROM unnest(ARRAY[timestamptz '2027-01-30T03:00:00Z', '2027-01-31T03:30:00Z']) at"""
            .formatted(link));
    take(path, "configured", "{\"by\": \"Joko\"}");
    take(path, "cable_moved", "{\"by\": \"Joko\"}");
    take(path, "noc_verified", "{}");
    Reply confirmed = take(path, "pic_confirmed", "{\"by\": \"Bu Ani\"}");
    assertThat(confirmed.json().get("state").asText()).isEqualTo("on_backup");
    assertThat(confirmed.json().get("nextStep").asText()).isEqualTo("fibre_back");

    clock.move(Duration.ofHours(5));
    assertThat(take(path, "fibre_back", "{}").json().get("state").asText()).isEqualTo("back");
    JsonNode closed = take(path, "backup_removed", "{\"by\": \"Rudi\"}").json();
    assertThat(closed.get("state").asText()).isEqualTo("closed");
    assertThat(closed.get("endedAt").asText()).isEqualTo("2027-01-31T08:34:00Z");
    assertThat(closed.get("nextStep").isNull()).isTrue();

    JsonNode steps = billing.get(path, "Accept-Language", "en").json().get("steps");
    assertThat(steps).hasSize(15).allMatch(step -> step.get("status").asText().equals("taken"));
    assertThat(step(steps, "condition_before").get("evidenceId").isNumber()).isTrue();
    assertThat(step(steps, "configured").get("evidenceId").isNull()).isTrue();
    JsonNode confirmation = step(steps, "pic_confirmed");
    assertThat(confirmation.get("party").asText()).isEqualTo("pic");
    assertThat(confirmation.get("by").asText()).isEqualTo("Bu Ani");
    assertThat(confirmation.get("recordedBy").asText()).isEqualTo("token:test");
    assertThat(confirmation.get("at").asText()).isEqualTo("2027-01-31T03:34:00Z");
    assertThat(confirmation.get("words").asText()).isEqualTo("Confirmed by the customer");
    assertThat(billing.get("/audit").text()).contains("incident.open", "incident.step");
    assertThat(billing.post(path + "/cancel", "{\"reason\": \"x\"}").status()).isEqualTo(409);
  }

  @Test
  void what_is_out_of_order_to_come_or_too_early_is_refused_by_name() {
    String path = open("{}");
    Reply skipped = billing.post(path + "/steps/team_sent", "{}");
    assertThat(skipped.status()).isEqualTo(409);
    assertThat(skipped.text()).contains("analysed comes before team_sent");
    assertThat(billing.post(path + "/steps/analysed", "{}").field()).isEqualTo("cause");
    take(path, "analysed", CUT);
    assertThat(billing.post(path + "/steps/team_sent", CUT).field()).isEqualTo("cause");
    assertThat(
            billing.post(path + "/steps/team_sent", "{\"at\": \"2027-01-31T03:00:01Z\"}").field())
        .isEqualTo("at");
    Reply early = billing.post(path + "/steps/team_sent", "{\"at\": \"2027-01-31T02:59:59Z\"}");
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.text()).contains("is before analysed, which was at 2027-01-31T03:00:00Z");
    assertThat(billing.post(path + "/steps/dig", "{}").status()).isEqualTo(404);
    assertThat(billing.post(path + "/steps/noc_verified", "{}").text())
        .contains("team_sent comes before noc_verified");
  }

  @Test
  void what_is_written_down_late_says_so() {
    String path = open("{}");
    take(path, "analysed", CUT);
    clock.move(Duration.ofMinutes(40));
    take(path, "team_sent", "{\"at\": \"2027-01-31T03:10:00Z\"}");
    JsonNode steps = take(path, "pic_informed", "{}").json().get("steps");
    assertThat(step(steps, "team_sent").get("late").asBoolean()).isTrue();
    assertThat(step(steps, "team_sent").get("recordedAt").asText())
        .isEqualTo("2027-01-31T03:40:00Z");
    assertThat(step(steps, "pic_informed").get("late").asBoolean()).isFalse();
  }

  @Test
  void without_a_cut_fibre_no_backup_is_built() {
    String path = open("{}");
    take(path, "analysed", "{\"cause\": \"other\", \"note\": \"listrik padam\"}");
    Reply refused = billing.post(path + "/steps/condition_before", "{}");
    assertThat(refused.text()).contains("no backup is built");
    JsonNode closed = take(path, "fibre_back", "{}").json();
    assertThat(closed.get("state").asText()).isEqualTo("closed");
    assertThat(step(closed.get("steps"), "modem_ready").get("status").asText())
        .isEqualTo("skipped");
  }

  @Test
  void a_mistake_is_taken_back_stays_written_and_opens_again_what_it_had_closed() {
    String path = open("{}");
    take(path, "analysed", "{\"cause\": \"other\"}");
    take(path, "fibre_back", "{}");
    assertThat(billing.post(path + "/steps/analysed/undo", "{\"reason\": \"x\"}").text())
        .contains("fibre_back stands after it");
    assertThat(billing.post(path + "/steps/fibre_back/undo", "{}").field()).isEqualTo("reason");
    Reply undone =
        billing.post(path + "/steps/fibre_back/undo", "{\"reason\": \"salah pelanggan\"}");
    assertThat(undone.status()).as(undone.text()).isEqualTo(200);
    assertThat(undone.json().get("state").asText()).isEqualTo("out");
    assertThat(undone.json().get("endedAt").isNull()).isTrue();
    assertThat(
            undone.json().get("steps").findParents("undoReason").stream()
                .map(step -> step.get("step").asText() + " " + step.get("status").asText()))
        .contains("fibre_back undone", "fibre_back next");
    assertThat(billing.post(path + "/steps/fibre_back/undo", "{\"reason\": \"x\"}").status())
        .isEqualTo(409);
    assertThat(billing.post(path + "/steps/ticket/undo", "{\"reason\": \"x\"}").text())
        .contains("cancel the incident");
  }

  @Test
  void of_two_at_once_one_is_told_who_was_first() {
    String path = open("{}");
    String joko = billing.tokenOf("joko" + next(), Role.TECHNICIAN);
    String rudi = billing.tokenOf("rudi" + next(), Role.TECHNICIAN);
    List<Reply> both =
        Stream.of(joko, rudi)
            .map(
                token ->
                    CompletableFuture.supplyAsync(
                        () -> billing.as(token, "POST", path + "/steps/analysed", CUT)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(both).extracting(Reply::status).containsExactlyInAnyOrder(200, 409);
    Reply lost = both.get(0).status() == 409 ? both.get(0) : both.get(1);
    String winner = both.get(0).status() == 409 ? "rudi" : "joko";
    assertThat(lost.text()).contains("analysed was taken at", "by token:" + winner);
    String again = CUT.replace("}", ", \"again\": true}");
    assertThat(billing.as(joko, "POST", path + "/steps/analysed", again).status()).isEqualTo(200);
  }

  @Test
  void a_request_that_is_repeated_takes_its_step_once() {
    String path = open("{}");
    for (int i = 0; i < 2; i++) {
      assertThat(
              billing
                  .post(path + "/steps/analysed", CUT, "Idempotency-Key", path + "analysed")
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void one_that_was_none_is_cancelled_unless_a_modem_stands_there() {
    String path = open("{}");
    assertThat(billing.post(path + "/cancel", "{}").field()).isEqualTo("reason");
    JsonNode cancelled = billing.post(path + "/cancel", "{\"reason\": \"salah lapor\"}").json();
    assertThat(cancelled.get("state").asText()).isEqualTo("cancelled");
    assertThat(cancelled.get("cancelReason").asText()).isEqualTo("salah lapor");
    assertThat(billing.post(path + "/steps/analysed", CUT).text()).contains("is cancelled since");
    assertThat(billing.patch(path, "{\"summary\": \"x\"}").status()).isEqualTo(409);

    String built = open("{}");
    take(built, "analysed", CUT);
    for (String step :
        List.of(
            "team_sent",
            "pic_informed",
            "condition_before",
            "tools_ready",
            "power_ready",
            "modem_ready")) {
      take(built, step, "{}");
    }
    assertThat(billing.post(built + "/cancel", "{\"reason\": \"x\"}").text())
        .contains("A modem stands at the customer's");
  }

  @Test
  void lists_find_what_is_open_whose_it_is_where_and_what_was_said() {
    String first = open("{\"customerTicket\": \"BNK-%d\"}".formatted(next()));
    String second = open("{}");
    billing.post(second + "/cancel", "{\"reason\": \"x\"}");
    String of = "/incidents?customerId=" + customer;
    assertThat(ids(of)).containsExactly(id(second), id(first));
    assertThat(ids(of + "&open=true")).containsExactly(id(first));
    assertThat(ids(of + "&open=false")).containsExactly(id(second));
    assertThat(ids("/incidents?customerId=x")).isEmpty();
    assertThat(ids(of + "&area=utara")).isEmpty();
    billing.patch("/customers/" + customer, "{\"area\": \"utara\"}");
    assertThat(ids(of + "&area=utara")).hasSize(2);
    String ticket = billing.get(first).json().get("customerTicket").asText();
    assertThat(ids("/incidents?q=" + ticket)).containsExactly(id(first));
    assertThat(billing.get(of, "Accept", "text/csv").text()).contains("customerTicket");
  }

  @Test
  void only_what_is_the_customer_s_is_out() {
    long own = subscribe("postpaid", "");
    long other = billing.post("/customers", "{\"name\": \"Cici %d\"}".formatted(next())).id();
    String body = "{\"customerId\": %d, \"summary\": \"x\", \"subscriptionIds\": [%d]}";
    assertThat(billing.post("/incidents", body.formatted(other, own)).field())
        .isEqualTo("subscriptionIds");
    assertThat(
            billing
                .post(
                    "/incidents",
                    "{\"customerId\": %d, \"summary\": \"x\", \"backupLinkId\": %d}"
                        .formatted(other, link()))
                .field())
        .isEqualTo("backupLinkId");
    assertThat(billing.post("/incidents", "{\"customerId\": 999999, \"summary\": \"x\"}").field())
        .isEqualTo("customerId");
    assertThat(
            billing
                .post(
                    "/incidents",
                    "{\"customerId\": %d, \"summary\": \"x\", \"beganAt\": \"2027-01-31T03:01:00Z\"}"
                        .formatted(customer))
                .field())
        .isEqualTo("beganAt");
  }

  @Test
  void whoever_is_limited_to_an_area_finds_only_theirs() {
    billing.patch("/customers/" + customer, "{\"area\": \"selatan\"}");
    String path = open("{}");
    String north =
        billing
            .post(
                "/tokens",
                "{\"name\": \"n%d\", \"role\": \"technician\", \"areas\": [\"utara%d\"]}"
                    .formatted(next(), next()))
            .json()
            .get("token")
            .asText();
    assertThat(billing.as(north, "GET", path, null).status()).isEqualTo(404);
    assertThat(billing.as(north, "GET", "/incidents", null).json().get("items")).isEmpty();
    assertThat(billing.as(north, "POST", path + "/steps/analysed", CUT).status()).isEqualTo(404);
    assertThat(
            billing
                .as(
                    north,
                    "POST",
                    "/incidents",
                    "{\"customerId\": %d, \"summary\": \"x\"}".formatted(customer))
                .field())
        .isEqualTo("customerId");
  }

  private String open(String more) {
    String body = "{\"customerId\": %d, \"summary\": \"Cabang tidak online\"".formatted(customer);
    Reply opened =
        billing.post(
            "/incidents", more.equals("{}") ? body + "}" : body + ", " + more.substring(1));
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    return "/incidents/" + opened.id();
  }

  private Reply take(String path, String step, String body) {
    Reply taken = billing.post(path + "/steps/" + step, body);
    assertThat(taken.status()).as(step + taken.text()).isEqualTo(200);
    return taken;
  }

  private long link() {
    Reply made =
        billing.post(
            "/backup-links",
            "{\"customerId\": %d, \"vlan\": %d, \"popAddress\": \"103.245.179.46/29\"}"
                .formatted(customer, 100 + next()));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private List<Long> ids(String path) {
    return billing.get(path).json().get("items").findValues("id").stream()
        .map(JsonNode::asLong)
        .toList();
  }

  private static long id(String path) {
    return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
  }

  private static JsonNode step(JsonNode steps, String name) {
    for (JsonNode step : steps) {
      if (step.get("step").asText().equals(name)) {
        return step;
      }
    }
    throw new AssertionError(name);
  }
}
