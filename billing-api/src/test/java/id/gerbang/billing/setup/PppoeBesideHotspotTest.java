package id.gerbang.billing.setup;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.standin.StandInRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The template in conf/, imported as it is shipped, and Gerbang's script after it. */
class PppoeBesideHotspotTest {

  private static final Path ROOT = Path.of(System.getProperty("gerbang.root", ".."));
  private static final Path TEMPLATE = ROOT.resolve("conf/routeros/pppoe-hotspot-vlan.rsc");

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.14.3", "7.20.8"})
  void each_has_its_vlan_and_both_ask_gerbang(String version) throws IOException {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      router.importRsc(Files.readString(TEMPLATE));
      router.importRsc(script(version));

      assertThat(router.print("/interface/vlan"))
          .extracting(
              row -> row.get("name") + " " + row.get("vlan-id") + " " + row.get("interface"))
          .containsExactly("vlan-pppoe 100 ether2", "vlan-hotspot 200 ether2");
      assertThat(router.print("/interface/pppoe-server/server"))
          .singleElement()
          .satisfies(
              server ->
                  assertThat(server)
                      .containsEntry("interface", "vlan-pppoe")
                      .containsEntry("disabled", "false"));
      assertThat(router.print("/ip/hotspot", "name", "hotspot"))
          .containsEntry("interface", "vlan-hotspot")
          .containsEntry("disabled", "false");
      assertThat(router.print("/ip/hotspot/profile", "name", "isp-hotspot"))
          .containsEntry("use-radius", "true")
          .containsEntry("radius-accounting", "true")
          .containsEntry("radius-interim-update", "received");
      assertThat(router.print("/ip/dhcp-server", "name", "hotspot"))
          .containsEntry("interface", "vlan-hotspot")
          .containsEntry("disabled", "false");
      assertThat(router.print("/ip/address"))
          .extracting(row -> row.get("interface") + " " + row.get("address"))
          .containsExactly("vlan-hotspot 10.5.50.1/23");
      assertThat(router.print("/radius"))
          .extracting(row -> row.get("service"))
          .containsExactly("ppp,hotspot");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_second_import_makes_nothing_twice_and_leaves_what_was_changed(String version)
      throws IOException {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      router.importRsc(Files.readString(TEMPLATE));
      router.importRsc("/ip hotspot profile set [find name=\"isp-hotspot\"] login-by=http-pap,mac");
      String made = router.export(true);

      router.importRsc(Files.readString(TEMPLATE));

      assertThat(router.export(true)).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void the_manual_s_lines_take_the_hotspot_back(String version) throws IOException {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      router.importRsc("/ip pool add name=theirs ranges=10.5.0.2-10.5.0.9");
      router.importRsc(Files.readString(TEMPLATE));

      router.importRsc(removal());

      assertThat(router.print("/interface/vlan"))
          .extracting(row -> row.get("name"))
          .containsExactly("vlan-pppoe");
      assertThat(router.print("/ip/pool"))
          .extracting(row -> row.get("name"))
          .containsExactly("theirs");
      for (String menu :
          List.of(
              "/ip/hotspot",
              "/ip/hotspot/walled-garden/ip",
              "/ip/dhcp-server",
              "/ip/dhcp-server/network",
              "/ip/address")) {
        assertThat(router.print(menu)).as(menu).isEmpty();
      }
      assertThat(router.print("/ip/hotspot/profile"))
          .extracting(row -> row.get("name"))
          .containsExactly("default");
    }
  }

  private static String removal() throws IOException {
    String manual = Files.readString(ROOT.resolve("docs/mikrotik.md"));
    String lines = manual.substring(manual.indexOf("To take it back, in this order:"));
    return lines.split("```\n", 3)[1];
  }

  private static String script(String version) {
    return BrasScript.of(
        new BrasSetup(
            version.charAt(0) - '0',
            List.of("192.0.2.10"),
            Optional.of("a-long-random-secret"),
            Optional.of("192.0.2.1"),
            false,
            3799,
            "vlan-pppoe",
            "10.100.1.1",
            Map.of("aktif", "10.100.1.10-10.100.1.250"),
            List.of(),
            "isolir",
            "192.0.2.10",
            8080,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
