package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exports as routers of both versions print them. */
class ExportTextTest {

  @Test
  void lines_go_on_behind_a_backslash_within_words_and_texts() {
    List<Row> rows =
        read("""
                # feb/17/2025 10:02:09 by RouterOS 6.49.17
                # software id = "LKC4
                /tool user-manager profile limitation
                add address-list="" download-limit=0B name=\\
                    rafi rate-limit-rx=\\
                    524288B uptime-limit=1d
                add name="a very long \\
                    name" weekdays=\\ \t
                    sunday,monday
                """)
            .get("/tool/user-manager/profile/limitation");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("name")).contains("rafi");
    assertThat(rows.get(0).get("address-list")).contains("");
    assertThat(rows.get(0).get("rate-limit-rx")).contains("524288B");
    assertThat(rows.get(1).get("name")).contains("a very long name");
    assertThat(rows.get(1).words("weekdays")).containsExactly("sunday", "monday");
  }

  @Test
  void octets_that_are_no_ascii_and_marks_are_escaped() {
    Row row =
        read("/user-manager limitation\nadd name=\"SOIREE 23H \\E0 7H\" comment=\"\\\"a\\\\b\\$c\\?\\r\\nd\\_e\"\n")
            .get("/user-manager/limitation")
            .get(0);
    assertThat(row.get("name")).contains("SOIREE 23H à 7H");
    assertThat(row.get("comment")).contains("\"a\\b$c?\r\nd e");
  }

  @Test
  void a_line_with_its_menu_and_one_of_settings_are_read() {
    Map<String, List<Row>> menus =
        read(
            "/user-manager\r\nset certificate=*0 enabled=yes use-profiles=yes\r\n/ip pool add name=a ranges=10.0.0.2\r\n"
                + "/ip service\r\nset [ find name=telnet ] disabled=yes\r\n/interface x\r\nremove 1\r\n");
    assertThat(menus.get("/user-manager").get(0).isTrue("use-profiles")).isTrue();
    assertThat(menus.get("/ip/pool").get(0).get("ranges")).contains("10.0.0.2");
    assertThat(menus.get("/ip/service").get(0).isTrue("disabled")).isTrue();
    assertThat(menus).doesNotContainKey("/interface/x");
  }

  @Test
  void items_that_are_set_by_what_they_are_called_have_that_name() {
    Map<String, List<Row>> menus =
        read(
            """
            /ip service
            set telnet disabled=yes
            set "my own" port=81
            set [ find default-name=ether1 ] name=uplink
            /tool user-manager customer
            set admin access=own-users
            /system logging action
            set 0 memory-lines=500
            /ppp profile
            set *0 rate-limit=1M/2M
            set *FFFFFFFE use-encryption=required
            set [ find name=default-encryption ] rate-limit=3M/4M
            set *7 rate-limit=5M/6M
            /radius incoming
            set accept=yes
            """);
    assertThat(menus.get("/ip/service"))
        .extracting(row -> row.get("name").orElse("-"))
        .containsExactly("telnet", "my own", "uplink");
    assertThat(menus.get("/tool/user-manager/customer").get(0).get("name")).contains("admin");
    assertThat(menus.get("/system/logging/action").get(0).get("name")).isEmpty();
    assertThat(menus.get("/ppp/profile"))
        .extracting(row -> row.get("name").orElse("-"))
        .containsExactly("default", "default-encryption", "default-encryption", "-");
    assertThat(menus.get("/radius/incoming").get(0).values()).isEqualTo(Map.of("accept", "yes"));
  }

  @Test
  void commands_that_are_one_path_are_read_and_those_that_only_look_are_no_menus() {
    Map<String, List<Row>> menus =
        read(
            """
            /ip/pool/add name=a ranges=10.0.0.2
            /ip/pool
            add name=b ranges=10.0.0.3
            /ip pool print where name=a
            add name=c ranges=10.0.0.4
            /interface/ethernet/set [find default-name=ether2] name=isp
            """);
    assertThat(menus.get("/ip/pool"))
        .extracting(row -> row.get("name").orElse("-"))
        .containsExactly("a", "b", "c");
    assertThat(menus.get("/interface/ethernet").get(0).get("name")).contains("isp");
    assertThat(menus).hasSize(2);
  }

  @Test
  void a_text_that_was_saved_by_an_editor_or_a_shell_of_windows_is_the_same() {
    String text = "/ppp secret\r\nadd name=\"Bu Ani\u00e9\" password=rahasia\r\n";
    for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      byte[] marked = ("\ufeff" + text).getBytes(charset);
      assertThat(ExportText.read(marked).get("/ppp/secret"))
          .as(charset.name())
          .extracting(Row::values)
          .containsExactly(Map.of("name", "Bu Ani\u00e9", "password", "rahasia"));
    }
  }

  @Test
  void a_semicolon_parts_commands_but_not_within_a_text_and_not_in_a_script() {
    Map<String, List<Row>> menus =
        read(
            """
            /ip pool
            add name=a ranges=10.0.0.2; add name="b;c" ranges=10.0.0.3;
            /ip pool add name=d;/ppp profile add name=e
            :foreach i in=[find] do={ :log info "x"; set $i name=wrong; add name=wrong }
            add name=f comment=\\a\\b\\f\\v
            """);
    assertThat(menus.get("/ip/pool"))
        .extracting(row -> row.get("name").orElse("-"))
        .containsExactly("a", "b;c", "d");
    assertThat(menus.get("/ppp/profile"))
        .extracting(row -> row.get("name").orElse("-"))
        .containsExactly("e", "f");
    assertThat(menus.get("/ppp/profile").get(1).get("comment")).contains("\7\b\f\13");
    assertThat(menus).hasSize(2);
  }

  @Test
  void a_remark_that_the_router_prints_between_items_is_no_item() {
    List<Row> rows =
        read("""
            /ip dhcp-client
            # DHCP client can not run on slave or passthrough interface!
            add comment=Staff->Core interface=ether1
            # add interface=wrong
            add interface=*2 !dhcp-options
            """)
            .get("/ip/dhcp-client");
    assertThat(rows)
        .extracting(Row::values)
        .containsExactly(
            Map.of("comment", "Staff->Core", "interface", "ether1"), Map.of("interface", "*2"));
  }

  @Test
  void what_never_closes_ends_with_its_line() {
    assertThat(read("notes \" of a person\n/ppp secret\nadd name=budi password=\"x\n").keySet())
        .containsExactly("/ppp/secret");
    assertThat(read("\\")).isEmpty();
    assertThat(read("/ppp secret\nadd name=a\\")).hasSize(1);
  }

  private static Map<String, List<Row>> read(String text) {
    return ExportText.read(text.getBytes(UTF_8));
  }
}
