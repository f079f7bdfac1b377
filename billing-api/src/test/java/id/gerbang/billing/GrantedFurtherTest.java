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

/** What plans, subscriptions and defaults add to an answer, over HTTP on real PostgreSQL. */
class GrantedFurtherTest {

  private static RunningBilling billing;
  private static Grants grants;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    grants = new Grants(billing);
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void what_a_plan_and_a_subscription_add_is_kept_shown_and_previewed() {
    Reply plan =
        grants.plan(
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
        grants.subscribe(
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
        grants
            .plan(
                "\"attributes\": [{\"name\": \"Idle-Timeout\", \"value\": \"600\"}], \"sharedUsers\": 1")
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
    long plan = billing.plan("Hotspot " + grants.number());
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": %d, "planId": %d, "username": "4C:5E:0C:11:22:33", "service": "hotspot", "macLogin": true}"""
                .formatted(grants.customer(), plan));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/username").asText()).isEqualTo("4c5e0c112233");
    assertThat(made.json().at("/macLogin").asBoolean()).isTrue();

    String self = "/subscriptions/" + made.id();
    Reply patched = billing.patch(self, "{\"service\": \"pppoe\"}");
    assertThat(patched.json().at("/macLogin").asBoolean()).as(patched.text()).isTrue();
    assertThat(billing.patch(self, "{\"username\": \"budi-rumah\"}").field()).isEqualTo("username");
    assertThat(billing.patch(self, "{\"macLogin\": false}").json().at("/macLogin").asBoolean())
        .isFalse();
    assertThat(
            grants.subscribe(plan, "\"service\": \"hotspot\"").json().at("/macLogin").asBoolean())
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
          "routes": ["0.0.0.0/0"]                                      | routes[0]           | is every address: your router would send all that it has to the customer, whose own way out needs no route
          "ipv6": {"framedPool": "a b"}                                | ipv6.framedPool     | is a name of 1 to 63 printable characters without spaces
          "sharedUsers": 0                                             | sharedUsers         | is from 1 to 1000
          "onLimit": "shrug"                                           | onLimit             | is one of refuse, drop_oldest
          "addressPool": "nowhere"                                     | addressPool         | is no pool
          """)
  void a_plan_that_can_t_be_granted_is_refused_by_its_field(
      String fields, String field, String why) {
    Reply reply = grants.plan(fields);
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
          "ipv6": {"framedPrefix": "2001:db8:f8:a::/64", "delegatedPrefix": "2001:DB8:f8:000A::/64"} | ipv6.delegatedPrefix
          "macPolicy": "list"                                | macs
          "macPolicy": "list", "macs": ["4C:5E:0C"]          | macs
          "macs": ["4C:5E:0C:11:22:33"]                      | macs
          "macPolicy": "any"                                 | macPolicy
          "macLogin": true                                   | username
          "attributes": [{"name": "Class", "value": "0x00"}] | attributes[0].value
          """)
  void a_subscription_that_can_t_be_granted_is_refused_by_its_field(String fields, String field) {
    Reply reply = grants.subscribe(billing.plan("Polos " + grants.number()), fields);
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
  }

  @Test
  void octets_fill_an_attribute_though_each_is_two_digits() {
    String octets = "\"attributes\": [{\"name\": \"Login-LAT-Group\", \"value\": \"0x%s\"}]";
    Reply full = grants.plan(octets.formatted("0a".repeat(253)));
    assertThat(full.status()).as(full.text()).isEqualTo(201);
    assertThat(grants.plan(octets.formatted("0a".repeat(254))).field())
        .isEqualTo("attributes[0].value");
  }

  @Test
  void what_an_answer_has_no_room_for_is_not_kept() {
    String longest =
        "{\"name\": \"Filter-Id\", \"value\": \"" + "a".repeat(248) + "\"}"; // 250 octets
    String four = "\"attributes\": [" + String.join(", ", Collections.nCopies(4, longest)) + "]";
    Reply plan = grants.plan(four);
    assertThat(plan.status()).as(plan.text()).isEqualTo(201);
    assertThat(grants.subscribe(plan.id(), four).status()).isEqualTo(201);

    String more = four + ", \"routes\": [\"10.9.0.0/24\"]";
    Reply refused = grants.plan(more);
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.field()).isEqualTo("attributes");
    assertThat(refused.text()).contains("take 1013 octets of an Access-Accept");
    assertThat(grants.subscribe(plan.id(), more).field()).isEqualTo("attributes");

    String manyRoutes =
        IntStream.range(0, 32)
            .mapToObj(i -> "\"100.100.100." + 4 * i + "/30 100.100.100.100 255 255\"")
            .collect(Collectors.joining(", ", "\"routes\": [", "]"));
    assertThat(grants.plan(manyRoutes).field()).isEqualTo("routes");

    Reply defaults =
        billing.put("/settings/attributes", "{" + four.replace("]", ", " + longest + "]") + "}");
    assertThat(defaults.status()).as(defaults.text()).isEqualTo(422);
    assertThat(defaults.field()).isEqualTo("attributes");
  }

  @Test
  void the_preview_refuses_what_was_kept_before_and_has_no_room() {
    Reply made = grants.subscribe(billing.plan("Panjang"), "\"staticIp\": \"10.46.0.9\"");
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
  void a_plan_names_its_pool_and_the_preview_says_that_one_will_be_chosen() {
    grants.pool("Kolam", "\"10.30.0.0/24\"");
    Reply plan = grants.plan("\"addressPool\": \"Kolam\", \"pool\": \"cadangan\"");
    assertThat(plan.json().at("/addressPool").asText()).as(plan.text()).isEqualTo("Kolam");
    long id = grants.subscribe(plan.id(), "\"billing\": \"postpaid\"").id();

    assertThat(preview(id))
        .contains("Framed-IP-Address = (Kolam)")
        .noneMatch(attribute -> attribute.startsWith("Framed-Pool"));
  }

  @Test
  void defaults_hold_where_neither_plan_nor_subscription_names_the_same() {
    String defaults = "{\"attributes\": [{\"name\": \"Port-Limit\", \"value\": \"1\"}]}";
    assertThat(billing.put("/settings/attributes", defaults).json().at("/attributes")).hasSize(1);
    long id = grants.subscribe(billing.plan("Baku"), "\"billing\": \"postpaid\"").id();
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
}
