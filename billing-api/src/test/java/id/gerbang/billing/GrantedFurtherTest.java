package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes, routes, IPv6 and pools of plans and subscriptions, over HTTP on real PostgreSQL. */
class GrantedFurtherTest {

  private static RunningBilling billing;
  private static long customer;
  private static int number;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void what_a_plan_and_a_subscription_add_is_kept_shown_and_previewed() {
    Reply plan =
        plan(
            """
            "attributes": [{"name": "Idle-Timeout", "value": "600"}, {"name": "Mikrotik-Group", "value": "emas"}],
            "routes": ["10.9.0.0/24"], "ipv6": {"framedPool": "enam", "delegatedPool": "lan6"},
            "sharedUsers": 2, "onLimit": "refuse\"""");
    assertThat(plan.status()).as(plan.text()).isEqualTo(201);
    assertThat(plan.json().at("/attributes/1/name").asText()).isEqualTo("Mikrotik-Group");
    assertThat(plan.json().at("/ipv6/framedPool").asText()).isEqualTo("enam");
    assertThat(plan.json().at("/sharedUsers").asInt()).isEqualTo(2);
    assertThat(plan.json().at("/onLimit").asText()).isEqualTo("refuse");

    Reply made =
        subscribe(
            plan.id(),
            """
            "attributes": [{"name": "Idle-Timeout", "value": "0x12c"}], "routes": ["10.9.1.0/24 0.0.0.0 1"],
            "ipv6": {"delegatedPrefix": "2001:db8:f0::/56"}, "macPolicy": "list", "macs": ["4C:5E:0C:11:22:33"]""");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/macs/0").asText()).isEqualTo("4c5e0c112233");
    assertThat(made.json().at("/ipv6/delegatedPrefix").asText()).isEqualTo("2001:db8:f0::/56");

    assertThat(preview(made.id()))
        .containsExactly(
            "Service-Type = Framed",
            "Framed-Protocol = PPP",
            "Framed-Route = 10.9.0.0/24",
            "Framed-Route = 10.9.1.0/24 0.0.0.0 1",
            "Framed-IPv6-Pool = enam",
            "Delegated-IPv6-Prefix = 2001:db8:f0::/56",
            "Mikrotik-Rate-Limit = 5M/10M",
            "Mikrotik-Address-List = aktif",
            "Idle-Timeout = 300",
            "Mikrotik-Group = emas",
            "Acct-Interim-Interval = " + (270 + made.id() * 31 % 61));
  }

  @Test
  void a_patch_leaves_the_rest_and_an_unchanged_plan_is_no_new_version() {
    long id =
        plan("\"attributes\": [{\"name\": \"Idle-Timeout\", \"value\": \"600\"}], \"sharedUsers\": 1")
            .id();
    assertThat(billing.patch("/plans/" + id, "{\"price\": 150000}").json().at("/version").asInt())
        .isEqualTo(1);
    JsonNode changed = billing.patch("/plans/" + id, "{\"routes\": [\"10.9.0.0/24\"]}").json();
    assertThat(changed.at("/version").asInt()).isEqualTo(2);
    assertThat(changed.at("/attributes/0/value").asText()).isEqualTo("600");
    assertThat(billing.patch("/plans/" + id, "{\"attributes\": null}").json().at("/attributes"))
        .isEmpty();
  }

  @Test
  void a_device_that_logs_in_by_its_mac_needs_no_password() {
    long plan = billing.plan("Hotspot " + ++number);
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": %d, "planId": %d, "username": "4C:5E:0C:11:22:33", "service": "hotspot", "macLogin": true}"""
                .formatted(customer, plan));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/username").asText()).isEqualTo("4c5e0c112233");
    assertThat(made.json().at("/macLogin").asBoolean()).isTrue();

    String self = "/subscriptions/" + made.id();
    Reply patched = billing.patch(self, "{\"service\": \"pppoe\"}");
    assertThat(patched.json().at("/macLogin").asBoolean()).as(patched.text()).isTrue();
    assertThat(billing.patch(self, "{\"username\": \"budi-rumah\"}").field()).isEqualTo("username");
    assertThat(billing.patch(self, "{\"macLogin\": false}").json().at("/macLogin").asBoolean())
        .isFalse();
    assertThat(subscribe(plan, "\"service\": \"hotspot\"").json().at("/macLogin").asBoolean())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "attributes": [{"name": "Idle-Timeot", "value": "1"}]        | attributes[0].name  | Idle-Timeot is no attribute of the dictionary
          "attributes": [{"name": "Idle-Timeout", "value": "soon"}]    | attributes[0].value | Idle-Timeout takes a number from 0 to 4294967295
          "attributes": [{"name": "Mikrotik-Rate-Limit", "value": "1M"}] | attributes[0].value | Mikrotik-Rate-Limit is set by the server itself
          "attributes": [{"name": "Acct-Interim-Interval", "value": "30"}] | attributes[0].value | Acct-Interim-Interval takes from 60 to 3600 seconds
          "attributes": [{"name": "Acct-Interim-Interval", "value": "900"}, {"name": "Acct-Interim-Interval", "value": "600"}] | attributes[1].name | Acct-Interim-Interval is sent once
          "attributes": [{"value": "1"}]                               | attributes[0].name  | is missing
          "attributes": [{"name": "Idle-Timeout"}]                     | attributes[0].value | is missing
          "routes": ["10.9.0.1/24"]                                    | routes[0]           | has bits beyond its length
          "routes": ["tetangga"]                                       | routes[0]           | is a network, and if need be a gateway and metrics, such as 10.9.0.0/24 0.0.0.0 1
          "routes": ["10.9.0.0/24 300.1.1.1"]                          | routes[0]           | is no IPv4 or IPv6 address
          "ipv6": {"framedPool": "a b"}                                | ipv6.framedPool     | is a name of 1 to 63 printable characters without spaces
          "sharedUsers": 0                                             | sharedUsers         | is from 1 to 1000
          "onLimit": "shrug"                                           | onLimit             | is one of refuse, drop_oldest
          "addressPool": "nowhere"                                     | addressPool         | is no pool
          """)
  void a_plan_that_can_t_be_granted_is_refused_by_its_field(
      String fields, String field, String why) {
    Reply reply = plan(fields);
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
    assertThat(reply.json().at("/errors/0/message").asText()).isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "ipv6": {"framedPrefix": "2001:db8::1/64"}         | ipv6.framedPrefix
          "ipv6": {"framedPrefix": "10.0.0.0/8"}             | ipv6.framedPrefix
          "ipv6": {"delegatedPrefix": "fe80::/64"}           | ipv6.delegatedPrefix
          "macPolicy": "list"                                | macs
          "macPolicy": "list", "macs": ["4C:5E:0C"]          | macs
          "macs": ["4C:5E:0C:11:22:33"]                      | macs
          "macPolicy": "any"                                 | macPolicy
          "macLogin": true                                   | username
          "attributes": [{"name": "Class", "value": "0x00"}] | attributes[0].value
          """)
  void a_subscription_that_can_t_be_granted_is_refused_by_its_field(String fields, String field) {
    Reply reply = subscribe(billing.plan("Polos " + ++number), fields);
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
  }

  @Test
  void what_an_answer_has_no_room_for_is_not_kept() {
    String longest =
        "{\"name\": \"Filter-Id\", \"value\": \"" + "a".repeat(248) + "\"}"; // 250 octets
    String four = "\"attributes\": [" + String.join(", ", Collections.nCopies(4, longest)) + "]";
    Reply plan = plan(four);
    assertThat(plan.status()).as(plan.text()).isEqualTo(201);
    assertThat(subscribe(plan.id(), four).status()).isEqualTo(201);

    String more = four + ", \"routes\": [\"10.9.0.0/24\"]";
    Reply refused = plan(more);
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.field()).isEqualTo("attributes");
    assertThat(refused.text()).contains("take 1013 octets of an Access-Accept");
    assertThat(subscribe(plan.id(), more).field()).isEqualTo("attributes");

    String manyRoutes =
        IntStream.range(0, 32)
            .mapToObj(i -> "\"100.100.100." + 4 * i + "/30 100.100.100.100 255 255\"")
            .collect(Collectors.joining(", ", "\"routes\": [", "]"));
    assertThat(plan(manyRoutes).field()).isEqualTo("routes");

    Reply defaults =
        billing.put("/settings/attributes", "{" + four.replace("]", ", " + longest + "]") + "}");
    assertThat(defaults.status()).as(defaults.text()).isEqualTo(422);
    assertThat(defaults.field()).isEqualTo("attributes");
  }

  @Test
  void the_preview_refuses_what_was_kept_before_and_has_no_room() {
    Reply made = subscribe(billing.plan("Panjang"), "\"staticIp\": \"10.46.0.9\"");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET attributes ="
            + " (SELECT array_agg('Filter-Id=' || repeat('a', 248)) FROM generate_series(1, 13))"
            + " WHERE id = "
            + made.id());
    Reply preview = billing.get("/subscriptions/" + made.id() + "/preview");
    assertThat(preview.json().at("/answer").asText()).as(preview.text()).isEqualTo("reject");
    assertThat(preview.json().at("/reason").asText()).isEqualTo("REPLY_TOO_LONG");
  }

  @Test
  void no_two_subscriptions_have_ipv6_addresses_in_common() {
    long plan = billing.plan("Enam");
    Reply first = subscribe(plan, "\"ipv6\": {\"delegatedPrefix\": \"2001:db8:aa00::/40\"}");
    assertThat(first.status()).as(first.text()).isEqualTo(201);

    Reply within = subscribe(plan, "\"ipv6\": {\"framedPrefix\": \"2001:db8:aa01:2::/64\"}");
    assertThat(within.status()).isEqualTo(422);
    assertThat(within.field()).isEqualTo("ipv6.framedPrefix");
    assertThat(within.text()).contains(first.json().at("/username").asText());

    String itself = "{\"ipv6\": {\"delegatedPrefix\": \"2001:db8:aa00::/48\"}}";
    assertThat(billing.patch("/subscriptions/" + first.id(), itself).status()).isEqualTo(200);
  }

  @Test
  void a_prefix_around_another_s_is_refused_as_one_within() {
    long plan = billing.plan("Enam lagi");
    String inner =
        subscribe(plan, "\"ipv6\": {\"framedPrefix\": \"2001:db8:bb01:2::/64\"}")
            .json()
            .at("/username")
            .asText();

    Reply around = subscribe(plan, "\"ipv6\": {\"delegatedPrefix\": \"2001:db8:bb00::/40\"}");
    assertThat(around.status()).isEqualTo(422);
    assertThat(around.field()).isEqualTo("ipv6.delegatedPrefix");
    assertThat(around.text()).contains(inner);
  }

  @Test
  void a_route_has_no_addresses_in_common_with_another_customer_s_nor_with_a_pool() {
    long plan = billing.plan("Rute");
    long other = billing.post("/customers", "{\"name\": \"Siti\"}").id();
    assertThat(subscribe(plan, "\"routes\": [\"10.40.0.0/16 0.0.0.0 1\"]").status()).isEqualTo(201);
    assertThat(subscribe(plan, "\"routes\": [\"10.40.0.0/16\"]").status())
        .as("a second way to the same customer")
        .isEqualTo(201);
    subscribe(plan, "\"staticIp\": \"10.41.0.9\"");
    pool("Belakang", "\"10.42.0.0/24\"");

    for (String taken : List.of("10.40.7.0/24", "10.0.0.0/8", "10.41.0.8/29", "10.42.0.128/25")) {
      Reply refused = subscribe(other, plan, "\"routes\": [\"10.43.0.0/24\", \"" + taken + "\"]");
      assertThat(refused.status()).as(taken).isEqualTo(422);
      assertThat(refused.field()).isEqualTo("routes[1]");
    }
    assertThat(subscribe(other, plan, "\"staticIp\": \"10.40.7.1\"").text())
        .contains("is behind the route 10.40.0.0/16 of ");
    assertThat(pool("Sela", "\"10.40.9.0/24\"").text()).contains("route 10.40.0.0/16 of ");
    assertThat(subscribe(other, plan, "\"routes\": [\"10.44.0.0/24\"]").status()).isEqualTo(201);
  }

  @Test
  void what_somebody_else_has_online_is_not_promised() {
    long plan = billing.plan("Langsung");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, delegated_ipv6_prefix, started_at, updated_at, heard_at)
        VALUES (1, 'live', 'agus', 4711, '10.45.0.9', '2001:db8:cc00::/56', now(), now(), now())""");

    Reply address = subscribe(plan, "\"staticIp\": \"10.45.0.9\"");
    assertThat(address.status()).isEqualTo(422);
    assertThat(address.field()).isEqualTo("staticIp");
    assertThat(address.text()).contains("agus");
    Reply route = subscribe(plan, "\"routes\": [\"10.45.0.8/29\"]");
    assertThat(route.status()).isEqualTo(422);
    assertThat(route.field()).isEqualTo("routes[0]");
    assertThat(route.text()).contains("10.45.0.9 of agus");
    Reply prefix = subscribe(plan, "\"ipv6\": {\"framedPrefix\": \"2001:db8:cc00:7::/64\"}");
    assertThat(prefix.status()).isEqualTo(422);
    assertThat(prefix.text()).contains("agus");

    String himself =
        "{\"customerId\": %d, \"planId\": %d, \"username\": \"agus\", \"password\": \"rahasia\", \"staticIp\": \"10.45.0.9\"}"
            .formatted(customer, plan);
    Reply agus = billing.post("/subscriptions", himself);
    assertThat(agus.status()).as("he was online before he was known").isEqualTo(201);
    billing.delete("/subscriptions/" + agus.id());
    TestDatabase.execute(
        billing.database, "UPDATE session SET stopped_at = now() WHERE username = 'agus'");
    assertThat(subscribe(plan, "\"staticIp\": \"10.45.0.9\"").status()).isEqualTo(201);
  }

  @Test
  void a_prefix_that_stays_is_not_asked_for_again() {
    Reply made =
        subscribe(
            billing.plan("Tetap enam"), "\"ipv6\": {\"delegatedPrefix\": \"2001:db8:dd00::/56\"}");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, delegated_ipv6_prefix, started_at, updated_at, heard_at)
        VALUES (1, 'stale', 'joko', 4712, '2001:db8:dd00::/56', now(), now(), now())""");

    Reply framedToo =
        billing.patch(
            "/subscriptions/" + made.id(),
            "{\"ipv6\": {\"framedPrefix\": \"2001:db8:dd01::/64\"}}");
    assertThat(framedToo.status()).as(framedToo.text()).isEqualTo(200);
  }

  @Test
  void a_pool_has_ranges_that_are_nobody_elses() {
    Reply pool = pool("Rumahan", "\"10.10.0.2-10.10.3.254\", \"10.11.0.0/24\"");
    assertThat(pool.status()).as(pool.text()).isEqualTo(201);
    assertThat(pool.json().at("/size").asInt()).isEqualTo(1021 + 254);
    assertThat(pool.json().at("/ranges/1").asText()).isEqualTo("10.11.0.1-10.11.0.254");
    assertThat(billing.get("/pools/" + pool.id()).status()).isEqualTo(200);
    assertThat(billing.get("/pools?q=rumah").json().at("/items")).hasSize(1);

    assertThat(pool("Tumpang", "\"10.10.3.254-10.10.4.9\"").field()).isEqualTo("ranges[0]");
    assertThat(pool("Kembar", "\"10.12.0.0/24\", \"10.12.0.9-10.12.0.10\"").field())
        .isEqualTo("ranges[1]");
    assertThat(pool("Rumahan", "\"10.13.0.0/24\"").status()).isEqualTo(409);
    for (String wrong :
        List.of("10.0.0.9-10.0.0.1", "10.0.0.0/31", "2001:db8::/64", "0.0.0.0/8", "224.0.0.0/4")) {
      assertThat(pool("Salah", '"' + wrong + '"').status()).as(wrong).isEqualTo(422);
    }
  }

  @Test
  void a_static_address_and_a_pool_exclude_each_other() {
    long plan = billing.plan("Tetap");
    assertThat(subscribe(plan, "\"staticIp\": \"10.20.0.7\"").status()).isEqualTo(201);
    Reply over = pool("Atas", "\"10.20.0.0/24\"");
    assertThat(over.status()).isEqualTo(422);
    assertThat(over.text()).contains("10.20.0.7 of");

    assertThat(pool("Samping", "\"10.20.0.8-10.20.0.20\"").status()).isEqualTo(201);
    Reply within = subscribe(plan, "\"staticIp\": \"10.20.0.8\"");
    assertThat(within.status()).isEqualTo(422);
    assertThat(within.field()).isEqualTo("staticIp");
  }

  @Test
  void a_plan_names_its_pool_and_the_preview_says_that_one_will_be_chosen() {
    pool("Kolam", "\"10.30.0.0/24\"");
    Reply plan = plan("\"addressPool\": \"Kolam\", \"pool\": \"cadangan\"");
    assertThat(plan.json().at("/addressPool").asText()).as(plan.text()).isEqualTo("Kolam");
    long id = subscribe(plan.id(), "\"billing\": \"postpaid\"").id();

    assertThat(preview(id))
        .contains("Framed-IP-Address = (Kolam)")
        .noneMatch(attribute -> attribute.startsWith("Framed-Pool"));
  }

  @Test
  void defaults_hold_where_neither_plan_nor_subscription_names_the_same() {
    String defaults = "{\"attributes\": [{\"name\": \"Port-Limit\", \"value\": \"1\"}]}";
    assertThat(billing.put("/settings/attributes", defaults).json().at("/attributes")).hasSize(1);
    long id = subscribe(billing.plan("Baku"), "\"billing\": \"postpaid\"").id();
    assertThat(preview(id)).contains("Port-Limit = 1");
    assertThat(billing.put("/settings/attributes", defaults.replace("\"1\"", "\"x\"")).field())
        .isEqualTo("attributes[0].value");

    billing.put("/settings/attributes", "{}");
    assertThat(preview(id)).noneMatch(attribute -> attribute.startsWith("Port-Limit"));
  }

  private static List<String> preview(long subscription) {
    List<String> attributes = new ArrayList<>();
    billing
        .get("/subscriptions/" + subscription + "/preview")
        .json()
        .at("/attributes")
        .forEach(
            attribute ->
                attributes.add(
                    attribute.at("/name").asText() + " = " + attribute.at("/value").asText()));
    return attributes;
  }

  private static Reply pool(String name, String ranges) {
    return billing.post("/pools", "{\"name\": \"" + name + "\", \"ranges\": [" + ranges + "]}");
  }

  private static Reply plan(String fields) {
    return billing.post(
        "/plans",
        "{\"name\": \"Paket %d\", \"price\": 150000, \"rateLimit\": {\"download\": 10000000, \"upload\": 5000000}, %s}"
            .formatted(++number, fields));
  }

  private static Reply subscribe(long plan, String fields) {
    return subscribe(customer, plan, fields);
  }

  private static Reply subscribe(long customer, long plan, String fields) {
    return billing.post(
        "/subscriptions",
        "{\"customerId\": %d, \"planId\": %d, \"username\": \"u%d\", \"password\": \"rahasia\", %s}"
            .formatted(customer, plan, ++number, fields));
  }
}
