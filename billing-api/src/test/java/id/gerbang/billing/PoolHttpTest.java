package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools that are renamed, widened, narrowed and given up, over HTTP on real PostgreSQL. */
class PoolHttpTest {

  private final RunningBilling billing = new RunningBilling(List.of());
  private long pool;
  private long plan;

  @BeforeEach
  void sell() {
    pool = billing.post("/pools", body("Rumahan", "10.10.0.0/24")).id();
    plan =
        billing
            .post(
                "/plans",
                "{\"name\": \"10 Mega\", \"price\": 150000, \"addressPool\": \"Rumahan\"}")
            .id();
  }

  @AfterEach
  void stop() {
    billing.close();
  }

  @Test
  void a_pool_is_renamed_and_widened_whoever_has_its_addresses() {
    lease("10.10.0.7", subscribe("budi"));
    Reply wider = billing.put(self(), body("Kota", "10.10.0.0/23"), "If-Match", "\"1\"");

    assertThat(wider.status()).as(wider.text()).isEqualTo(200);
    assertThat(wider.json().at("/name").asText()).isEqualTo("Kota");
    assertThat(wider.json().at("/ranges/0").asText()).isEqualTo("10.10.0.1-10.10.1.254");
    assertThat(wider.json().at("/leased").asInt()).isEqualTo(1);
    assertThat(wider.header("ETag")).isEqualTo("\"2\"");
    assertThat(billing.get("/plans/" + plan).json().at("/addressPool").asText()).isEqualTo("Kota");
    assertThat(billing.put(self(), body("Desa", "10.10.0.0/23"), "If-Match", "\"1\"").status())
        .isEqualTo(412);
  }

  @Test
  void a_wider_pool_takes_nobody_elses() {
    billing.post("/pools", body("Toko", "10.10.2.0/24"));
    subscribe("siti", "\"staticIp\": \"10.10.1.9\"");

    Reply overPool = billing.put(self(), body("Rumahan", "10.10.0.0/24", "10.10.2.9-10.10.3.1"));
    assertThat(overPool.status()).isEqualTo(422);
    assertThat(overPool.field()).isEqualTo("ranges[1]");
    Reply overStatic = billing.put(self(), body("Rumahan", "10.10.0.0/23"));
    assertThat(overStatic.status()).isEqualTo(422);
    assertThat(overStatic.text()).contains("10.10.1.9 of siti");
    assertThat(billing.put(self(), body("Toko", "10.10.0.0/24")).status()).isEqualTo(409);
  }

  @Test
  void a_pool_gives_up_only_what_nobody_has() {
    lease("10.10.0.7", subscribe("budi"));
    lease("10.10.0.200", subscribe("siti"));
    online("10.10.0.201", "agus");
    online("10.10.0.8", "joko");

    Reply narrower = billing.put(self(), body("Rumahan", "10.10.0.1-10.10.0.100"));
    assertThat(narrower.status()).isEqualTo(409);
    assertThat(messages(narrower))
        .containsExactly("takes away 10.10.0.200 of siti", "takes away 10.10.0.201 of agus");
    assertThat(billing.get(self()).json().at("/size").asInt()).isEqualTo(254);

    TestDatabase.execute(
        billing.database, "UPDATE session SET stopped_at = now() WHERE username = 'agus'");
    long siti = billing.get("/subscriptions?q=siti").json().at("/items/0/id").asLong();
    assertThat(billing.delete("/subscriptions/" + siti).status()).isEqualTo(204);
    narrower = billing.put(self(), body("Rumahan", "10.10.0.1-10.10.0.100"));
    assertThat(narrower.status()).as(narrower.text()).isEqualTo(200);
    assertThat(narrower.json().at("/size").asInt()).isEqualTo(100);
    assertThat(billing.post("/pools", body("Toko", "10.10.0.101-10.10.0.254")).status())
        .isEqualTo(201);
  }

  @Test
  void a_pool_is_renamed_though_somebody_has_a_static_address_in_it_by_now() {
    subscribe("budi");
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET static_ip = '10.10.0.9', routes = '{10.10.0.64/28}'");

    Reply renamed = billing.put(self(), body("Kota", "10.10.0.1-10.10.0.200"));
    assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
    TestDatabase.execute(
        billing.database, "UPDATE subscription SET static_ip = '10.10.0.201', routes = '{}'");
    Reply wider = billing.put(self(), body("Kota", "10.10.0.0/24"));
    assertThat(wider.status()).isEqualTo(422);
    assertThat(wider.text()).contains("10.10.0.201 of budi");
  }

  @Test
  void what_a_customer_had_who_left_the_pool_holds_up_nothing() {
    long budi = subscribe("budi");
    long siti = subscribe("siti");
    lease("10.10.0.200", budi);
    lease("10.10.0.201", siti);
    Reply refused = billing.put(self(), body("Rumahan", "10.10.0.1-10.10.0.100"));
    assertThat(messages(refused))
        .containsExactly("takes away 10.10.0.200 of budi", "takes away 10.10.0.201 of siti");

    long polos = billing.plan("Polos");
    assertThat(
            billing
                .post(
                    "/subscriptions/" + budi + "/change-plan",
                    "{\"planId\": " + polos + "}",
                    "Idempotency-Key",
                    "polos")
                .status())
        .isEqualTo(200);
    assertThat(patch(siti, "\"staticIp\": \"10.99.0.1\"").status()).isEqualTo(200);
    Reply narrower = billing.put(self(), body("Rumahan", "10.10.0.1-10.10.0.100"));
    assertThat(narrower.status()).as(narrower.text()).isEqualTo(200);
  }

  @Test
  void what_a_pool_gave_up_is_promised_when_every_node_knows() {
    TestDatabase.execute(
        billing.database,
        "INSERT INTO address_lease (address, pool_id, node) VALUES ('10.10.0.200', %d, gen_random_uuid())"
            .formatted(pool));
    long budi = subscribe("budi");
    billing.put(self(), body("Rumahan", "10.10.0.1-10.10.0.100"));

    for (String promise :
        List.of("\"staticIp\": \"10.10.0.200\"", "\"routes\": [\"10.10.0.192/28\"]")) {
      Reply early = patch(budi, promise);
      assertThat(early.status()).as(early.text()).isEqualTo(422);
      assertThat(early.text()).contains("Rumahan", "free in a minute");
    }
    assertThat(patch(budi, "\"staticIp\": \"10.10.0.201\"").status())
        .as("in nobody's hand")
        .isEqualTo(200);
    TestDatabase.execute(
        billing.database, "UPDATE address_pool SET updated_at = now() - interval '61 s'");
    assertThat(patch(budi, "\"staticIp\": \"10.10.0.200\"").status()).isEqualTo(200);
  }

  private Reply patch(long subscription, String fields) {
    return billing.patch("/subscriptions/" + subscription, "{" + fields + "}");
  }

  @Test
  void a_pool_that_is_named_or_in_use_stays() {
    subscribe("budi");
    online("10.10.0.7", "budi");

    Reply refused = billing.delete(self());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(messages(refused))
        .containsExactly(
            "the plan 10 Mega names this pool",
            "the subscription budi names this pool",
            "10.10.0.7 of budi is online");

    billing.patch("/plans/" + plan, "{\"addressPool\": null}");
    assertThat(messages(billing.delete(self()))).containsExactly("10.10.0.7 of budi is online");
    TestDatabase.execute(billing.database, "UPDATE session SET stopped_at = now()");
    assertThat(billing.delete(self()).status()).isEqualTo(204);
    assertThat(billing.get(self()).status()).isEqualTo(404);
    assertThat(billing.get("/pools").json().at("/items")).isEmpty();
    assertThat(billing.post("/pools", body("Rumahan", "10.10.0.0/24")).status()).isEqualTo(201);
  }

  @Test
  void what_a_plan_is_to_name_on_a_day_is_there_on_that_day() {
    LocalDate day = LocalDate.now(ZoneId.of("Asia/Jakarta")).plusDays(30);
    String change = "{\"addressPool\": \"%s\", \"effectiveFrom\": \"" + day + "\"}";
    String kampung = "/plans/" + billing.plan("Kampung");
    Reply unknown = billing.patch(kampung, change.formatted("Rumahn"));
    assertThat(unknown.status()).as(unknown.text()).isEqualTo(422);
    assertThat(unknown.field()).isEqualTo("addressPool");
    Reply asked = billing.patch(kampung, change.formatted("Rumahan"));
    assertThat(asked.status()).as(asked.text()).isEqualTo(200);

    String waiting = "the change of the plan Kampung on " + day;
    Reply renamed = billing.put(self(), body("Kota", "10.10.0.0/24"));
    assertThat(renamed.status()).as(renamed.text()).isEqualTo(409);
    assertThat(messages(renamed))
        .containsExactly("is what " + waiting + " names: cancel that first, and ask for it anew");
    assertThat(billing.put(self(), body("Rumahan", "10.10.0.0/23")).status()).isEqualTo(200);
    assertThat(messages(billing.delete(self()))).contains(waiting + " names this pool");
  }

  @Test
  void what_became_of_a_pool_is_in_the_audit() {
    billing.put(self(), body("Kota", "10.10.0.0/24"));
    billing.patch("/plans/" + plan, "{\"addressPool\": null}");
    billing.delete(self());

    assertThat(billing.get("/audit").text()).contains("pool.update", "pool.archive");
  }

  private String self() {
    return "/pools/" + pool;
  }

  private static String body(String name, String... ranges) {
    return "{\"name\": \"%s\", \"ranges\": [\"%s\"]}"
        .formatted(name, String.join("\", \"", ranges));
  }

  private static List<String> messages(Reply reply) {
    List<String> messages = new ArrayList<>();
    for (JsonNode error : reply.json().at("/errors")) {
      messages.add(error.at("/message").asText());
    }
    return messages;
  }

  private long subscribe(String username) {
    return subscribe(username, "\"billing\": \"postpaid\"");
  }

  private long subscribe(String username, String fields) {
    long customer = billing.post("/customers", "{\"name\": \"" + username + "\"}").id();
    Reply made =
        billing.post(
            "/subscriptions",
            "{\"customerId\": %d, \"planId\": %d, \"username\": \"%s\", \"password\": \"rahasia\", %s}"
                .formatted(customer, plan, username, fields));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private void lease(String address, long subscription) {
    TestDatabase.execute(
        billing.database,
        "INSERT INTO address_lease (address, pool_id, node, subscriber_id, leased_at) VALUES ('%s', %d, gen_random_uuid(), %d, now())"
            .formatted(address, pool, subscription));
  }

  private void online(String address, String username) {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, framed_ip, started_at, updated_at, heard_at)
        VALUES (1, '%s', '%s', '%s', now(), now(), now())"""
            .formatted(address, username, address));
  }
}
