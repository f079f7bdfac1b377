package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup link is made on both routers over their APIs, and nothing of it stays behind. */
class BackupLinkLifeTest {

  private WiredRouters wired = new WiredRouters("7.20.8", "6.49.18");

  @AfterEach
  void stop() {
    wired.close();
  }

  private void restart(String popVersion, String customerVersion) {
    wired.close();
    wired = new WiredRouters(popVersion, customerVersion);
  }

  @ParameterizedTest
  @CsvSource({"7.20.8, 6.49.18, radius", "6.49.18, 7.20.8, radius", "7.20.8, 7.20.8, secret"})
  void applied_on_both_sides_it_carries_and_is_ready_once_the_work_order_is_ticked(
      String popVersion, String customerVersion, String mode) {
    restart(popVersion, customerVersion);
    wired.pop.host("ether2", 3067, WiredRouters.OFFICE);
    long link = wired.order(3067, "").get("id").asLong();
    assertThat(wired.link(link).get("state").asText()).isEqualTo("ordered");

    Reply dry = wired.apply(link, "pop", ", \"dryRun\": true, \"mode\": \"" + mode + "\"");
    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(wired.pop.seen()).noneMatch(command -> command.endsWith("/add"));
    Reply pop = wired.apply(link, "pop", ", \"mode\": \"" + mode + "\"");
    assertThat(pop.status()).as(pop.text()).isEqualTo(200);
    assertThat(pop.json().at("/sides/0/changes")).isEqualTo(dry.json().at("/sides/0/changes"));
    assertThat(pop.json().get("warnings")).isEmpty();
    assertThat(wired.apply(link, "customer").status()).isEqualTo(200);

    assertThat(wired.carries()).isTrue();
    assertThat(wired.pop.print("/ppp/active").get(0))
        .containsEntry("radius", Boolean.toString(mode.equals("radius")))
        .containsEntry("address", "10.10.10.2");
    assertThat(wired.pop.print("/interface/bridge/host").toString())
        .contains(WiredRouters.OFFICE, WiredRouters.BRANCH);
    assertThat(wired.link(link).get("state").asText()).isEqualTo("being_made");
    assertThat(wired.link(link).at("/sides/pop/by").asText()).isEqualTo("token:test");

    assertThat(wired.orderDone(link).json().get("state").asText()).isEqualTo("ready");
    assertThat(wired.orderDone(link).status()).isEqualTo(409);
    for (String side : List.of("pop", "customer")) {
      assertThat(wired.apply(link, side).json().at("/sides/0/changes")).isEmpty();
    }
    assertThat(wired.link(link).get("mode").asText()).isEqualTo(mode);
    assertThat(wired.billing.get("/audit").text())
        .contains("backup-link.apply")
        .contains("/interface eoip add name=USER-3067")
        .doesNotContain(wired.link(link).at("/inputs/password/value").asText());
  }

  @Test
  void the_paper_s_values_make_what_the_paper_s_script_makes() {
    long link = wired.order(3067, ", \"password\": \"user3067\"").get("id").asLong();
    wired.apply(link, "pop", ", \"mode\": \"secret\"");
    String script = wired.link(link).at("/scripts/pop").asText();
    String applied = comparable(wired.pop.export(true));
    WiredRouters other = new WiredRouters("7.20.8", "6.49.18");
    try {
      other.pop.importRsc(script);
      assertThat(applied).isEqualTo(comparable(other.pop.export(true)));
    } finally {
      other.close();
    }
  }

  /** EoIP's MAC address is random. */
  private static String comparable(String export) {
    return export.replaceAll("mac-address=\\S+", "mac-address").replaceAll("(?m)^#.*\n", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"radius", "secret"})
  void removed_it_leaves_both_routers_byte_for_byte_as_they_were(String mode) {
    long first = wired.order(100, ", \"customerInterface\": \"ether3\"").get("id").asLong();
    wired.apply(first, "pop");
    String pop = wired.pop.export(true);
    String customer = wired.customer.export(true);
    long link = wired.order(3067, "").get("id").asLong();
    wired.apply(link, "pop", ", \"mode\": \"" + mode + "\"");
    wired.apply(link, "customer");
    wired.orderDone(link);
    assertThat(wired.pop.export(true)).isNotEqualTo(pop);

    Reply dry = wired.remove(link, "{\"dryRun\": true}");
    assertThat(dry.json().at("/sides/0/side").asText()).isEqualTo("customer");
    assertThat(wired.link(link).get("state").asText()).isEqualTo("ready");
    Reply removed = wired.remove(link, "{}");

    assertThat(removed.status()).as(removed.text()).isEqualTo(200);
    assertThat(wired.pop.export(true)).isEqualTo(pop);
    assertThat(wired.customer.export(true)).isEqualTo(customer);
    assertThat(removed.json().get("outstanding")).hasToString("[\"upe\"]");
    assertThat(removed.json().get("state").asText()).isEqualTo("being_removed");
    assertThat(
            wired.column(
                "SELECT (archived_at IS NOT NULL)::text FROM subscription WHERE username = 'USER-3067'"))
        .containsExactly("true");
    assertThat(wired.apply(link, "pop").status()).isEqualTo(409);
    assertThat(wired.billing.get("/backup-links/" + link + "/work-order").text())
        .contains("no service instance 3067 ethernet")
        .doesNotContain("xconnect");

    assertThat(wired.orderDone(link).json().get("state").asText()).isEqualTo("removed");
    assertThat(wired.link(link).get("state").asText()).isEqualTo("removed");
    assertThat(wired.billing.get("/backup-links").json().get("items")).hasSize(1);
    assertThat(wired.remove(link, "{}").status()).isEqualTo(409);
    assertThat(wired.order(3067, "").get("username").asText()).isEqualTo("USER-3067");
  }

  @Test
  void where_no_router_is_known_a_person_imports_and_says_so() {
    JsonNode made =
        wired
            .billing
            .post("/backup-links", "{\"customerId\": 1, \"vlan\": 3067, \"popId\": 1}")
            .json();
    long link = made.get("id").asLong();
    assertThat(wired.apply(link, "customer").field()).isEqualTo("side");
    wired.customer.importRsc(made.at("/scripts/customer").asText());
    wired.apply(link, "customer", ", \"byHand\": true, \"note\": \"Joko\"");
    wired.apply(link, "pop");
    assertThat(wired.carries()).isTrue();
    assertThat(wired.link(link).at("/sides/customer/how").asText()).isEqualTo("hand");
    assertThat(wired.link(link).at("/sides/customer/note").asText()).isEqualTo("Joko");
    wired.orderDone(link);
    assertThat(wired.link(link).get("state").asText()).isEqualTo("ready");

    Reply removed = wired.remove(link, "{}");
    assertThat(removed.json().get("outstanding")).hasToString("[\"customer\",\"upe\"]");
    wired.orderDone(link);
    assertThat(
            wired
                .remove(link, "{\"side\": \"customer\", \"byHand\": true}")
                .json()
                .get("state")
                .asText())
        .isEqualTo("removed");
  }

  @Test
  void a_half_that_was_made_of_other_values_or_on_another_device_is_outdated() {
    long link = wired.order(3067, "").get("id").asLong();
    wired.apply(link, "pop");
    wired.apply(link, "customer");
    wired.orderDone(link);
    assertThat(wired.link(link).get("state").asText()).isEqualTo("ready");

    wired.billing.post("/routers/" + wired.popRouter + "/replace", "{}");
    assertThat(wired.link(link).at("/sides/pop/state").asText()).isEqualTo("outdated");
    assertThat(wired.link(link).get("state").asText()).isEqualTo("being_made");
    wired.apply(link, "pop");
    assertThat(wired.link(link).get("state").asText()).isEqualTo("ready");

    wired.billing.put(
        "/pops/1",
        "{\"name\": \"Utara\", \"address\": \"103.245.179.46/29\", \"routerId\": %d, \"sstpPort\": 4443}"
            .formatted(wired.popRouter));
    assertThat(wired.link(link).at("/sides/customer/state").asText()).isEqualTo("outdated");
    wired.apply(link, "pop");
    wired.apply(link, "customer");
    assertThat(wired.carries()).isTrue();
    assertThat(wired.link(link).get("state").asText()).isEqualTo("ready");
  }

  /** Our own user is not told passwords: which one stands there is not known. */
  @Test
  void another_password_of_the_login_is_written_though_routers_do_not_tell_theirs() {
    long link = wired.order(3067, "").get("id").asLong();
    wired.apply(link, "pop", ", \"mode\": \"secret\"");
    wired.apply(link, "customer");
    assertThat(wired.carries()).isTrue();
    assertThat(
            wired
                .billing
                .patch("/subscriptions/username:USER-3067", "{\"password\": \"lain-sekali-9\"}")
                .status())
        .isEqualTo(200);
    assertThat(wired.link(link).at("/sides/pop/state").asText()).isEqualTo("outdated");

    for (String side : List.of("pop", "customer")) {
      Reply applied = wired.apply(link, side);
      assertThat(applied.json().at("/sides/0/changes")).as(applied.text()).hasSize(1);
      assertThat(applied.text()).doesNotContain("lain-sekali-9");
      assertThat(wired.apply(link, side).json().at("/sides/0/changes")).isEmpty();
    }
    assertThat(wired.pop.print("/ppp/secret").get(0)).containsEntry("password", "lain-sekali-9");
    assertThat(wired.carries()).isTrue();
    assertThat(wired.link(link).at("/sides/customer/state").asText()).isEqualTo("made");
  }
}
