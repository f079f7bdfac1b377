package id.gerbang.billing.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.routeros.standin.StandInRouter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text is imported, by a router that takes nothing it does not know. */
class BrasScriptTest {

  private static final String ODD = "po\"ol $x\\y";
  private static final String FOREIGN =
      """
      /ip pool add name=theirs ranges=10.5.0.2-10.5.0.9
      /ip firewall filter add chain=forward connection-state=established,related action=accept comment="theirs"
      /ip firewall filter add chain=forward action=drop
      /ip firewall nat add chain=srcnat action=masquerade
      /ip firewall address-list add list=portal address=10.9.9.9
      /radius add address=10.0.0.77 secret="other" service=login
      """;
  private static final List<String> MENUS =
      List.of(
          "/radius",
          "/ip/pool",
          "/ppp/profile",
          "/interface/pppoe-server/server",
          "/ip/firewall/address-list",
          "/ip/firewall/filter",
          "/ip/firewall/nat");

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_second_import_makes_nothing_twice_and_puts_right_what_was_changed(String version) {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      router.importRsc(FOREIGN);
      router.importRsc(text(version, Optional.of("se\"cr$et\\")));

      Map<String, List<Map<String, String>>> made = router.objects(MENUS);
      assertThat(comments(made.get("/ip/firewall/filter")))
          .containsExactly(
              "isp:isolir:dns",
              "isp:isolir:dns-tcp",
              "isp:isolir:portal",
              "isp:isolir:drop",
              "theirs",
              "");
      assertThat(comments(made.get("/ip/firewall/nat")))
          .containsExactly("isp:isolir:http", "isp:isolir:unmasked", "");
      assertThat(router.print("/ip/firewall/nat").get(0))
          .containsEntry("to-addresses", "10.0.0.4")
          .containsEntry("to-ports", "8080");
      assertThat(router.print("/radius", "comment", "isp:radius:1"))
          .containsEntry("secret", "se\"cr$et\\");
      assertThat(router.print("/ip/pool", "name", ODD)).containsEntry("comment", "isp:pool:" + ODD);
      assertThat(router.print("/ppp/profile", "name", "isp-pppoe"))
          .containsEntry("remote-address", ODD)
          .containsEntry("dns-server", "10.0.0.4,9.9.9.9");

      router.importRsc(
          """
          /ip firewall filter move numbers=[find comment="isp:isolir:dns"]
          /ip firewall filter set [find comment="isp:isolir:drop"] action=accept
          /ip firewall nat set [find comment="isp:isolir:http"] to-ports=81
          /ip pool set [find name=isolir] ranges=10.1.1.1
          """);
      router.importRsc(text(version, Optional.of("se\"cr$et\\")));

      assertThat(router.objects(MENUS)).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void what_is_taken_back_leaves_what_was_there(String version) {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      router.importRsc(FOREIGN);
      Map<String, List<Map<String, String>>> before = router.objects(MENUS);
      router.importRsc(text(version, Optional.of("secret99")));
      assertThat(router.objects(MENUS)).isNotEqualTo(before);

      router.importRsc(BrasScript.removal(major(version), Optional.empty()));
      router.importRsc(BrasScript.removal(major(version), Optional.empty()));

      assertThat(router.objects(MENUS)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void an_empty_router_has_the_rules_in_order_also_the_second_time(String version) {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      for (int i = 0; i < 2; i++) {
        router.importRsc(text(version, Optional.of("secret99")));
        assertThat(comments(router.print("/ip/firewall/filter")))
            .containsExactly(
                "isp:isolir:dns", "isp:isolir:dns-tcp", "isp:isolir:portal", "isp:isolir:drop");
      }
    }
  }

  /** PPPoE servers have no comment in version 6: there the name of the service says it. */
  @Test
  void what_a_version_does_not_take_is_in_the_text_of_the_other_alone() {
    assertThat(text("7.20.8", Optional.empty()))
        .contains("service-name=pppoe-isp ")
        .contains("comment=\"isp:pppoe:server\"");
    String six = text("6.49.18", Optional.of("secret99"));
    assertThat(six)
        .contains("server find service-name=\"isp:pppoe:server\"]")
        .doesNotContain("comment=\"isp:pppoe:server\"");
    try (StandInRouter router = StandInRouter.version("7.20.8").start()) {
      assertThatThrownBy(() -> router.importRsc(six)).hasMessageContaining("version=7");
      assertThatThrownBy(() -> router.importRsc(BrasScript.removal(6, Optional.empty())))
          .hasMessageContaining("version=7");
      assertThat(router.print("/radius")).isEmpty();
    }
    try (StandInRouter router = StandInRouter.version("6.49.18").start()) {
      String seven = text("7.20.8", Optional.of("secret99"));
      assertThatThrownBy(() -> router.importRsc(seven)).hasMessageContaining("version=6");
      assertThat(router.print("/radius")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void without_the_secret_nothing_is_made(String version) {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      String text = text(version, Optional.empty());

      assertThatThrownBy(() -> router.importRsc(text)).hasMessageContaining("RADIUS secret");

      assertThat(router.print("/radius")).isEmpty();
      assertThat(router.print("/ip/pool")).isEmpty();
    }
  }

  private static String text(String version, Optional<String> secret) {
    Map<String, String> pools = new LinkedHashMap<>();
    pools.put(ODD, "10.100.1.10-10.100.1.250");
    pools.put("isolir", "10.199.0.10-10.199.0.250");
    String text =
        BrasScript.of(
            new BrasSetup(
                major(version),
                List.of("10.0.0.3", "10.0.0.5"),
                secret,
                Optional.of("10.0.0.1"),
                false,
                3799,
                "ether2",
                "10.100.1.1",
                pools,
                List.of("10.0.0.4", "9.9.9.9"),
                "isolir",
                "10.0.0.4",
                8080,
                List.of("app.midtrans.com"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(text).matches("[ -~\\n]+");
    return text;
  }

  private static int major(String version) {
    return version.charAt(0) - '0';
  }

  private static List<String> comments(List<Map<String, String>> rows) {
    return rows.stream().map(row -> row.getOrDefault("comment", "")).toList();
  }
}
