package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routers that move, what radius heard of them, and the inbox of those that are none yet. */
class RouterHttpTest {

  private final RunningBilling billing = new RunningBilling(List.of());

  @AfterEach
  void stop() {
    billing.close();
  }

  @Test
  void a_router_has_an_address_or_an_identifier_or_both() {
    Reply moving = register("\"identifier\": \"bras-desa\"");
    assertThat(moving.status()).isEqualTo(201);
    assertThat(moving.json().get("address").isNull()).isTrue();
    assertThat(moving.json().get("identifier").asText()).isEqualTo("bras-desa");

    Reply both =
        billing.put(
            "/routers/" + moving.id(),
            "{\"name\": \"BRAS\", \"address\": \"2001:db8:0:0::9\", \"identifier\": \"bras-desa\"}");
    assertThat(both.json().get("address").asText()).isEqualTo("2001:db8::9");

    assertThat(register("\"coaPort\": 3799").field()).isEqualTo("address");
    assertThat(register("\"identifier\": \" \"").field()).isEqualTo("identifier");
  }

  @Test
  void a_password_of_a_router_s_api_goes_where_it_was_given_for() {
    String pin = "\"" + "ab".repeat(32) + "\"";
    long id = register(at("10.0.0.1", "\"password\": \"rahasia\"")).id();
    assertThat(moved(id, at("10.0.0.2", "\"port\": 8728")).field()).isEqualTo("api.password");
    assertThat(moved(id, at("10.0.0.1", "\"port\": 9999")).field()).isEqualTo("api.password");
    assertThat(moved(id, at("10.0.0.1", "\"certificate\": " + pin)).field())
        .isEqualTo("api.password");
    String pinned = "\"certificate\": " + pin;
    assertThat(moved(id, at("10.0.0.1", pinned + ", \"password\": \"rahasia\"")).status())
        .isEqualTo(200);
    assertThat(moved(id, at("10.0.0.2", pinned)).status()).isEqualTo(200);
    assertThat(moved(id, "\"address\": \"10.0.0.3\"").status())
        .as("without access there is nothing to send")
        .isEqualTo(200);
  }

  private Reply moved(long id, String fields) {
    return billing.put("/routers/" + id, "{\"name\": \"BRAS\", " + fields + "}");
  }

  private static String at(String address, String api) {
    return "\"address\": \"%s\", \"api\": {\"protocol\": \"api-ssl\", \"username\": \"gerbang\", %s}"
        .formatted(address, api);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fe80::1", "ff02::1", "::", "2001:db8::/64", "2001:db8::g", "1.2.3"})
  void an_address_that_is_no_one_router_s_is_refused(String address) {
    assertThat(register("\"address\": \"" + address + "\"").field()).isEqualTo("address");
  }

  @Test
  void an_ipv6_address_is_one_however_it_is_written() {
    assertThat(register("\"address\": \"2001:DB8::1\"").status()).isEqualTo(201);
    Reply again =
        billing.post(
            "/routers",
            "{\"name\": \"other\", \"secret\": \"12345678\", \"address\": \"2001:db8:0:0:0:0:0:1\"}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.field()).isEqualTo("address");
    assertThat(
            billing
                .post(
                    "/routers",
                    "{\"name\": \"mapped\", \"secret\": \"12345678\", \"address\": \"::ffff:10.0.0.7\"}")
                .json()
                .get("address")
                .asText())
        .isEqualTo("10.0.0.7");
  }

  @Test
  void sixteen_routers_may_share_a_name_and_no_more() {
    for (int i = 0; i < 17; i++) {
      Reply reply =
          billing.post(
              "/routers",
              "{\"name\": \"BRAS %d\", \"secret\": \"12345678\", \"identifier\": \"MikroTik\"}"
                  .formatted(i));
      assertThat(reply.status()).isEqualTo(i < 16 ? 201 : 422);
    }
  }

  @Test
  void what_radius_heard_is_shown_with_what_to_do() {
    long id = register("\"address\": \"10.0.0.1\"").id();
    assertThat(findings(id, "en")).containsExactly("NEVER_HEARD");

    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO router_heard (router_id, heard_at, proven_at, unsigned_at, wrong_secret_at, wrong_secret_count, wrong_secret_by)
        VALUES (%d, now(), now() - interval '2 minutes', now(), now() - interval '1 minute', 3, 'accounting')"""
            .formatted(id));
    assertThat(findings(id, "en")).containsExactly("WRONG_SECRET", "UNSIGNED");
    JsonNode health = billing.get("/routers/" + id).json().get("health");
    assertThat(health.get("wrongSecretCount").asLong()).isEqualTo(3);
    assertThat(health.get("wrongSecretBy").asText()).isEqualTo("accounting");
    assertThat(health.at("/findings/0/words").asText()).startsWith("Secret salah?");
    assertThat(
            billing
                .get("/routers", "Accept-Language", "en")
                .json()
                .at("/items/0/health/findings/1/words")
                .asText())
        .contains("RouterOS 7.15");

    TestDatabase.execute(
        billing.database,
        "UPDATE router_heard SET proven_at = now(), signed_at = now(), unsigned_at = NULL");
    assertThat(findings(id, "en")).isEmpty();
  }

  @Test
  void a_signature_learned_is_shown_and_can_be_forgotten() {
    long id = register("\"address\": \"10.0.0.1\"").id();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO router_learned VALUES (%1$d, '2026-01-02T03:04:05Z');
        INSERT INTO router_heard (router_id, heard_at, proven_at, signed_at, unsigned_at)
        VALUES (%1$d, now(), now(), '2026-01-02T03:04:05Z', now());
        DELETE FROM change"""
            .formatted(id));
    assertThat(billing.get("/routers/" + id).json().at("/health/signedSince").asText())
        .isEqualTo("2026-01-02T03:04:05Z");
    assertThat(findings(id, "en")).containsExactly("UNSIGNED_REFUSED");

    Reply forgotten = billing.post("/routers/" + id + "/forget-signature", "");

    assertThat(forgotten.status()).isEqualTo(200);
    assertThat(forgotten.json().at("/health/signedSince").isNull()).isTrue();
    assertThat(findings(id, "en")).containsExactly("UNSIGNED");
    assertThat(billing.get("/audit").text()).contains("router.forget-signature");
  }

  @Test
  void a_signature_learned_by_a_clock_that_was_ahead_can_be_forgotten_too() {
    long id = register("\"address\": \"10.0.0.1\"").id();
    TestDatabase.execute(
        billing.database,
        "INSERT INTO router_learned VALUES (" + id + ", now() + interval '1 year')");

    Reply forgotten = billing.post("/routers/" + id + "/forget-signature", "");

    assertThat(forgotten.json().at("/health/signedSince").isNull()).as(forgotten.text()).isTrue();
  }

  @Test
  void a_stranger_becomes_a_router_and_leaves_the_inbox() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO unknown_router (address, nas_identifier, first_seen_at, last_seen_at, packets) VALUES
          ('10.9.0.1', 'bras-baru', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 41),
          ('10.9.0.1', '', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 2),
          ('10.9.0.2', 'bras-desa', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 1),
          ('10.9.0.3', 'bras-desa', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 1)""");
    JsonNode inbox = billing.get("/unknown-routers?q=bras").json().get("items");
    assertThat(inbox).hasSize(3);
    JsonNode first = inbox.get(2);
    assertThat(first.get("identifier").asText()).isEqualTo("bras-baru");
    assertThat(first.get("packets").asLong()).isEqualTo(41);

    String path = "/unknown-routers/%d/adopt";
    assertThat(billing.post(path.formatted(first.get("id").asLong()), "{}").field())
        .isEqualTo("secret");
    Reply adopted =
        billing.post(path.formatted(first.get("id").asLong()), "{\"secret\": \"12345678\"}");
    assertThat(adopted.status()).isEqualTo(201);
    assertThat(adopted.json().get("name").asText()).isEqualTo("bras-baru");
    assertThat(adopted.json().get("address").asText()).isEqualTo("10.9.0.1");
    assertThat(billing.get("/unknown-routers").json().get("items")).hasSize(2);

    Reply moving =
        billing.post(
            path.formatted(inbox.get(0).get("id").asLong()),
            "{\"secret\": \"12345678\", \"identifier\": \"bras-desa\"}");
    assertThat(moving.json().get("address").isNull()).isTrue();
    assertThat(billing.get("/unknown-routers").json().get("items")).isEmpty();
    assertThat(
            billing
                .post(path.formatted(first.get("id").asLong()), "{\"secret\": \"12345678\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void a_stranger_that_bears_a_moving_router_s_name_is_shown_beside_it() {
    long id = register("\"identifier\": \"bras-desa\"").id();
    TestDatabase.execute(
        billing.database,
        "INSERT INTO unknown_router (address, nas_identifier, first_seen_at, last_seen_at, packets)"
            + " VALUES ('10.9.0.1', 'bras-desa', now(), now(), 1)");
    assertThat(billing.get("/unknown-routers").json().at("/items/0/namesRouterId").asLong())
        .isEqualTo(id);
  }

  private Reply register(String fields) {
    return billing.post(
        "/routers", "{\"name\": \"BRAS\", \"secret\": \"12345678\", " + fields + "}");
  }

  private List<String> findings(long router, String language) {
    return billing
        .get("/routers/" + router, "Accept-Language", language)
        .json()
        .at("/health/findings")
        .findValuesAsText("code");
  }
}
