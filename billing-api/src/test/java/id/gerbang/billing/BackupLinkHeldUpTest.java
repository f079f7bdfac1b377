package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a backup link's way is said, and both routers stay as they were. */
class BackupLinkHeldUpTest {

  private final WiredRouters wired = new WiredRouters("7.20.8", "6.49.18");

  @AfterEach
  void stop() {
    wired.close();
  }

  /** Whichever command fails, both to make and to take away, the router is as it was. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip/address/add",
        "/interface/vlan/add",
        "/ppp/profile/add",
        "/interface/sstp-server/server/set",
        "/ppp/aaa/set",
        "/interface/eoip/add",
        "/interface/bridge/add",
        "/interface/bridge/port/add"
      })
  void what_fails_midway_leaves_nothing(String command) {
    long link = wired.order(3067, "").get("id").asLong();
    String before = wired.pop.export(true);
    wired.pop.faults().failOnce(command, "failure: no more memory");

    Reply failed = wired.apply(link, "pop");

    assertThat(failed.status()).isEqualTo(409);
    assertThat(failed.text()).contains("as it was before").contains("no more memory");
    assertThat(wired.pop.export(true)).isEqualTo(before);
    assertThat(wired.link(link).get("state").asText()).isEqualTo("ordered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/interface/bridge/port/remove",
        "/interface/bridge/remove",
        "/interface/eoip/remove",
        "/ppp/secret/remove",
        "/interface/vlan/remove"
      })
  void a_removal_that_fails_midway_puts_all_back_also_what_was_set_by_hand(String command) {
    long link = wired.order(3067, "").get("id").asLong();
    wired.apply(link, "pop", ", \"mode\": \"secret\"");
    wired.pop.importRsc("/interface eoip set [find] mtu=1500 keepalive=10s,3");
    String before = wired.pop.export(true);
    wired.pop.faults().failOnce(command, "failure: no more memory");

    Reply failed = wired.remove(link, "{\"side\": \"pop\"}");

    assertThat(failed.text()).contains("as it was before").contains("no more memory");
    assertThat(words(wired.pop.export(true))).isEqualTo(words(before));
    assertThat(wired.column("SELECT (archived_at IS NULL)::text FROM subscription"))
        .containsExactly("true");
    assertThat(wired.remove(link, "{\"side\": \"pop\"}").status()).isEqualTo(200);
    assertThat(wired.pop.export(true)).doesNotContain("3067");
  }

  /** The stand-in exports properties in the order in which they were given. */
  private static List<List<String>> words(String export) {
    return export
        .replaceAll("\\\\\n *", "")
        .lines()
        .map(line -> Stream.of(line.split(" ", -1)).sorted().toList())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/interface vlan add name=lama vlan-id=3067 interface=ether2 | name=lama interface=ether2 vlan-id=3067",
        "/interface bridge add name=BR-USER-3067                      | name=BR-USER-3067",
        "/interface eoip add name=x tunnel-id=3067 remote-address=1.2.3.4 | name=x tunnel-id=3067",
        "/ppp secret add name=USER-3067 service=any comment=lama       | name=USER-3067 comment=lama",
        "/ppp secret add name=x remote-address=10.10.10.2              | name=x remote-address=10.10.10.2",
        "/ip address add address=103.245.179.46/30 interface=ether3    | address=103.245.179.46/30 interface=ether3",
        "/ppp profile add name=gsm-backup                              | name=gsm-backup",
      })
  void what_somebody_else_has_in_the_way_is_said_and_stays(String theirs, String words) {
    wired.pop.importRsc(theirs);
    String before = wired.pop.export(true);
    long link = wired.order(3067, "").get("id").asLong();

    Reply refused = wired.apply(link, "pop");

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.text()).contains("Somebody else").contains(words);
    assertThat(wired.pop.export(true)).isEqualTo(before);
  }

  @Test
  void the_customer_s_port_in_another_bridge_is_said_and_the_pop_s_own_address_is_as_good() {
    wired.pop.importRsc("/ip address add address=103.245.179.46/29 interface=ether1");
    wired.customer.importRsc(
        "/interface bridge add name=lan; /interface bridge port add bridge=lan interface=ether2");
    long link = wired.order(3067, "").get("id").asLong();

    assertThat(wired.apply(link, "customer").text()).contains("interface=ether2 bridge=lan");
    Reply pop = wired.apply(link, "pop");
    assertThat(pop.json().at("/sides/0/leftAlone/0/item").asText()).isEqualTo("isp:gsm:pop:wan");
    assertThat(wired.pop.print("/ip/address")).hasSize(1);
  }

  @Test
  void a_router_that_is_silent_is_not_thought_to_have_nothing_and_two_never_change_one_at_once() {
    long link = wired.order(3067, "").get("id").asLong();
    TestDatabase.execute(
        wired.billing.database,
        "INSERT INTO router_turn VALUES (%d, now() + interval '1 minute')"
            .formatted(wired.popRouter));
    assertThat(wired.apply(link, "pop").status()).isEqualTo(409);
    TestDatabase.execute(wired.billing.database, "DELETE FROM router_turn");
    wired.apply(link, "pop");

    wired.pop.faults().refuseConnections();
    wired.pop.faults().dropConnections();
    assertThat(wired.remove(link, "{\"side\": \"pop\"}").status()).isEqualTo(503);
    assertThat(wired.link(link).at("/sides/pop/state").asText()).isEqualTo("made");
    assertThat(wired.column("SELECT count(*)::text FROM subscription WHERE archived_at IS NULL"))
        .containsExactly("1");

    wired.pop.faults().acceptConnections();
    assertThat(wired.remove(link, "{\"side\": \"pop\"}").status()).isEqualTo(200);
  }

  @Test
  void without_a_radius_entry_it_is_warned_that_nobody_answers() {
    wired.pop.importRsc("/radius remove [find]");
    long link = wired.order(3067, "").get("id").asLong();
    assertThat(wired.apply(link, "pop").json().get("warnings").toString()).contains("service=ppp");
  }
}
