package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several branches of one customer share a VLAN at a POP, and a POP carries what it was measured.
 */
class BranchesTest {

  private final WiredRouters wired = new WiredRouters("7.20.8", "6.49.18");

  @AfterEach
  void stop() {
    wired.close();
  }

  @Test
  void the_second_branch_is_asked_whether_branches_reach_each_other() {
    wired.order(3067, "");
    Reply refused = second("");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.field()).isEqualTo("horizon");
    assertThat(refused.text()).contains("0: the branches reach each other");

    Reply made = second(", \"horizon\": 7");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().get("username").asText()).isEqualTo("USER-3067-2");
    assertThat(made.json().at("/scripts/pop").asText())
        .contains(
            "name=USER-3067-2 local-address=10.10.10.1 remote-address=10.10.10.3 tunnel-id=3067 comment=\"isp:gsm:3067-2:eoip\"")
        .contains(
            "bridge=BR-USER-3067 interface=USER-3067-2 horizon=7 comment=\"isp:gsm:3067-2:port-eoip\"")
        .contains("find comment=\"isp:gsm:3067:bridge\"");
    assertThat(made.json().at("/scripts/customer").asText()).contains("name=BR-USER-3067-2");
    assertThat(wired.link(1).get("horizon").asInt()).isEqualTo(7);
    assertThat(
            wired
                .billing
                .post(
                    "/backup-links",
                    "{\"customerId\": 1, \"vlan\": 3067, \"popId\": 1, \"horizon\": 8}")
                .field())
        .isEqualTo("horizon");
  }

  @Test
  void branches_share_bridge_and_vlan_and_the_last_one_takes_them_away() {
    long other = wired.order(99, ", \"customerInterface\": \"ether3\"").get("id").asLong();
    wired.apply(other, "pop");
    String before = wired.pop.export(true);
    wired.order(3067, "");
    long first = other + 1;
    wired.apply(first, "pop");
    wired.orderDone(first);
    long second = second(", \"horizon\": 7").id();
    Reply applied = wired.apply(second, "pop");
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);

    assertThat(names("/interface/vlan"))
        .containsExactlyInAnyOrder("VLAN-USER-99", "VLAN-USER-3067");
    assertThat(names("/interface/eoip"))
        .containsExactlyInAnyOrder("USER-99", "USER-3067", "USER-3067-2");
    assertThat(
            wired.pop.print("/interface/bridge/port").stream()
                .filter(port -> port.get("comment").endsWith(":port-eoip"))
                .map(
                    port ->
                        port.get("interface")
                            + " "
                            + port.get("bridge")
                            + " "
                            + port.get("horizon")))
        .containsExactlyInAnyOrder(
            "USER-99 BR-USER-99 none", "USER-3067 BR-USER-3067 7", "USER-3067-2 BR-USER-3067 7");
    assertThat(wired.apply(first, "pop").json().at("/sides/0/changes")).isEmpty();
    assertThat(wired.link(second).at("/sides/upe/state").asText()).isEqualTo("made");

    Reply removed = wired.remove(first, "{}");
    assertThat(removed.json().get("state").asText()).as(removed.text()).isEqualTo("removed");
    assertThat(names("/interface/eoip")).containsExactlyInAnyOrder("USER-99", "USER-3067-2");
    assertThat(names("/interface/bridge")).containsExactlyInAnyOrder("BR-USER-99", "BR-USER-3067");
    assertThat(wired.apply(second, "pop").json().at("/sides/0/changes")).isEmpty();
    assertThat(wired.link(second).at("/sides/upe/state").asText()).isEqualTo("made");

    assertThat(wired.remove(second, "{}").json().get("outstanding")).hasToString("[\"upe\"]");
    assertThat(wired.pop.export(true)).isEqualTo(before);
    assertThat(wired.orderDone(second).json().get("state").asText()).isEqualTo("removed");
  }

  @Test
  void more_than_the_pop_was_measured_to_carry_is_warned_of_both_ways() {
    long plan = wired.billing.plan("Cabang");
    JsonNode link = wired.order(3067, ", \"planId\": " + plan);
    assertThat(link.get("warnings")).isEmpty();
    measured(9_000_000, 6_100_000);
    assertThat(wired.link(1).get("warnings").toString())
        .contains("10000000 bit/s towards the customer")
        .doesNotContain("from the customer");
    measured(24_000_000, 6_100_000);
    assertThat(wired.link(1).get("warnings")).isEmpty();

    wired.order(3068, ", \"customerInterface\": \"ether3\", \"planId\": " + plan);
    assertThat(wired.billing.get("/pops/1").json().get("warnings").toString())
        .contains("2 links allow 10000000 bit/s from customers together")
        .doesNotContain("towards");
    assertThat(wired.link(1).get("warnings")).hasSize(1);
    wired.order(3069, ", \"customerInterface\": \"ether4\"");
    assertThat(wired.link(3).get("warnings").toString()).contains("does not limit");
  }

  private void measured(long download, long upload) {
    Reply put =
        wired.billing.put(
            "/pops/1",
            "{\"name\": \"Utara\", \"address\": \"103.245.179.46/29\", \"capacity\": {\"download\": %d, \"upload\": %d}}"
                .formatted(download, upload));
    assertThat(put.status()).as(put.text()).isEqualTo(200);
  }

  private Reply second(String more) {
    return wired.billing.post(
        "/backup-links", "{\"customerId\": 1, \"vlan\": 3067, \"popId\": 1%s}".formatted(more));
  }

  private List<String> names(String menu) {
    return wired.pop.print(menu).stream().map(row -> row.get("name")).toList();
  }
}
