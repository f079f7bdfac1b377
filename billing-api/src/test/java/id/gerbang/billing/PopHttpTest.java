package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POPs and the links that end there, over HTTP on real PostgreSQL. */
class PopHttpTest {

  private static final String UTARA =
      "{\"name\": \"Utara\", \"address\": \"103.245.179.46/29\", \"externalId\": \"pop-1\"}";

  private final RunningBilling billing = new RunningBilling(List.of());

  @BeforeEach
  void sell() {
    TestDatabase.execute(
        billing.database, "INSERT INTO customer (number, name) VALUES ('C-00001', 'Bank Cabang')");
  }

  @AfterEach
  void stop() {
    billing.close();
  }

  @Test
  void a_pop_needs_a_name_and_an_address_and_the_rest_is_the_paper_s() {
    Reply made = billing.post("/pops", UTARA);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).endsWith("/api/v1/pops/1");

    Reply pop = billing.get("/pops/external:pop-1");
    assertThat(pop.json())
        .hasToString(
            """
            {"id":1,"externalId":"pop-1","name":"Utara","routerId":null,"address":"103.245.179.46/29",\
            "sstpPort":443,"wanInterface":"ether1","vlanInterface":"ether2","innerLocal":"10.10.10.1",\
            "innerRemotes":"10.10.10.2-10.10.255.254","capacity":null,\
            "upe":{"device":null,"interface":null,"peer":null},"links":0,"warnings":[],"version":1,"createdAt":%s}"""
                .formatted(pop.json().get("createdAt")));
    assertThat(billing.get("/pops").json().get("items")).hasSize(1);
  }

  @Test
  void with_a_pop_and_a_customer_and_a_vlan_everything_else_follows() {
    billing.post(
        "/pops",
        """
        {"name": "Timur", "address": "203.0.113.2/30", "sstpPort": 4443, "wanInterface": "sfp1",
         "vlanInterface": "bonding1", "innerLocal": "10.20.0.1", "innerRemotes": "10.20.5.10-10.20.5.20"}""");

    JsonNode link = order("{\"customerId\": 1, \"vlan\": 3067, \"popId\": 1}").json();

    assertThat(link.get("popId").asLong()).isEqualTo(1);
    assertThat(link.at("/inputs/popAddress"))
        .hasToString("{\"value\":\"203.0.113.2/30\",\"source\":\"derived\"}");
    assertThat(link.at("/inputs/popVlanInterface/value").asText()).isEqualTo("bonding1");
    assertThat(link.at("/inputs/innerLocal/value").asText()).isEqualTo("10.20.0.1");
    assertThat(link.at("/inputs/innerRemote/value").asText()).isEqualTo("10.20.5.10");
    assertThat(link.at("/scripts/pop").asText())
        .contains("address=203.0.113.2/30 interface=sfp1")
        .contains("server set enabled=yes port=4443");
    assertThat(link.at("/scripts/customer").asText()).contains("connect-to=\"203.0.113.2:4443\" ");
    assertThat(billing.get("/pops/1").json().get("links").asInt()).isEqualTo(1);
  }

  @Test
  void a_link_to_an_address_finds_its_pop_or_makes_it_with_the_router_of_that_address() {
    long router =
        billing
            .post(
                "/routers",
                "{\"name\": \"POP\", \"secret\": \"rahasia-radius\", \"address\": \"203.0.113.2\"}")
            .id();
    JsonNode first =
        order("{\"customerId\": 1, \"vlan\": 1, \"popAddress\": \"203.0.113.2/30\"}").json();
    JsonNode second =
        order("{\"customerId\": 1, \"vlan\": 2, \"popAddress\": \"203.0.113.2/30\"}").json();

    assertThat(second.get("popId")).isEqualTo(first.get("popId"));
    assertThat(second.get("popRouterId").asLong()).isEqualTo(router);
    JsonNode pop = billing.get("/pops/" + first.get("popId")).json();
    assertThat(pop.get("name").asText()).isEqualTo("POP 203.0.113.2");
    assertThat(pop.get("routerId").asLong()).isEqualTo(router);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "422 | name               | {'address': '203.0.113.2/30'}",
        "422 | address            | {'name': 'x', 'address': '203.0.113.2'}",
        "422 | sstpPort           | {'name': 'x', 'address': '203.0.113.2/30', 'sstpPort': 0}",
        "422 | wanInterface       | {'name': 'x', 'address': '203.0.113.2/30', 'wanInterface': ' x'}",
        "422 | innerLocal         | {'name': 'x', 'address': '203.0.113.2/30', 'innerLocal': '10.1'}",
        "422 | innerRemotes       | {'name': 'x', 'address': '203.0.113.2/30', 'innerRemotes': '10.9.9.9-10.9.9.1'}",
        "422 | capacity.upload    | {'name': 'x', 'address': '203.0.113.2/30', 'capacity': {'download': 1}}",
        "422 | capacity.measuredAt| {'name': 'x', 'address': '203.0.113.2/30', 'capacity': {'download': 1, 'upload': 1, 'measuredAt': '2999-01-01T00:00:00Z'}}",
        "422 | upe.peer           | {'name': 'x', 'address': '203.0.113.2/30', 'upe': {'peer': 'a\\nb'}}",
        "422 | routerId           | {'name': 'x', 'address': '203.0.113.2/30', 'routerId': 99}",
        "409 | name               | {'name': 'Utara', 'address': '203.0.113.2/30'}",
        "409 | address            | {'name': 'x', 'address': '103.245.179.46/30'}",
        "409 | routerId           | {'name': 'x', 'address': '203.0.113.2/30', 'routerId': 1}",
        "409 | innerLocal         | {'name': 'x', 'address': '203.0.113.2/30', 'innerLocal': '10.10.10.2'}",
      })
  void what_can_t_be_names_its_field(int status, String field, String body) {
    billing.post(
        "/routers",
        "{\"name\": \"POP\", \"secret\": \"rahasia-radius\", \"address\": \"103.245.179.46\"}");
    billing.post("/pops", UTARA);
    order("{\"customerId\": 1, \"vlan\": 3067, \"popId\": 1}");

    Reply refused = billing.post("/pops", body.replace('\'', '"'));

    assertThat(refused.field()).as(refused.text()).isEqualTo(field);
    assertThat(refused.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "popId            | {'customerId': 1, 'vlan': 1, 'popId': 9}",
        "popAddress       | {'customerId': 1, 'vlan': 1, 'popId': 1, 'popAddress': '203.0.113.2/30'}",
        "popAddress       | {'customerId': 1, 'vlan': 1, 'popAddress': '103.245.179.46/30'}",
        "popWanInterface  | {'customerId': 1, 'vlan': 1, 'popId': 1, 'popWanInterface': 'sfp1'}",
        "innerLocal       | {'customerId': 1, 'vlan': 1, 'popId': 1, 'innerLocal': '10.9.9.1'}",
        "customerRouterId | {'customerId': 1, 'vlan': 1, 'popId': 1, 'customerRouterId': 9}",
        "customerRouterId | {'customerId': 1, 'vlan': 1, 'popId': 1, 'customerRouterId': 1}",
      })
  void a_link_that_its_pop_contradicts_names_its_field(String field, String body) {
    billing.post(
        "/routers",
        "{\"name\": \"POP\", \"secret\": \"rahasia-radius\", \"address\": \"103.245.179.46\"}");
    billing.post("/pops", UTARA);

    assertThat(order(body.replace('\'', '"')).field()).isEqualTo(field);
  }

  @Test
  void what_was_measured_is_kept_with_when_and_by_whom_and_a_pop_with_links_stays() {
    billing.post("/pops", UTARA);
    order("{\"customerId\": 1, \"vlan\": 3067, \"popId\": 1}");

    Reply measured =
        billing.put(
            "/pops/1",
            """
            {"name": "Utara", "address": "103.245.179.46/29", "upe": {"device": "UPE-1", "interface": "Gi0/0/5", "peer": "10.255.0.9"},
             "capacity": {"download": 24000000, "upload": 6100000, "measuredAt": "2026-01-02T03:04:05Z"}}""",
            "If-Match",
            "\"1\"");
    assertThat(measured.status()).as(measured.text()).isEqualTo(200);
    assertThat(measured.json().get("capacity"))
        .hasToString(
            """
            {"download":24000000,"upload":6100000,"measuredAt":"2026-01-02T03:04:05Z","measuredBy":"token:test"}""");
    assertThat(measured.json().at("/upe/interface").asText()).isEqualTo("Gi0/0/5");
    assertThat(billing.put("/pops/1", UTARA, "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(
            billing
                .put(
                    "/pops/1",
                    UTARA.replace(
                        "\"externalId\"", "\"innerLocal\": \"10.10.10.2\", \"externalId\""))
                .field())
        .isEqualTo("innerLocal");

    assertThat(billing.delete("/pops/1").field()).isEqualTo("backupLinks");
    TestDatabase.execute(billing.database, "UPDATE backup_link SET archived_at = now()");
    assertThat(billing.delete("/pops/1").status()).isEqualTo(204);
    assertThat(billing.get("/pops/1").status()).isEqualTo(404);
    assertThat(billing.post("/pops", UTARA).status()).isEqualTo(201);
  }

  private Reply order(String body) {
    return billing.post("/backup-links", body);
  }
}
