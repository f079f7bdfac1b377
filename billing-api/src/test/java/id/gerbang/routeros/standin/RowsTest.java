package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the stand-in takes, keeps and refuses, as the binary API says it. */
class RowsTest {

  @Test
  void what_is_not_there_is_refused_on_both() throws Exception {
    for (String version : List.of("6.49.18", "7.20.8")) {
      RawApi.talking(
          version,
          (router, api) -> {
            assertThat(api.say("/ppp/secrets/print"))
                .contains("!trap | =message=no such command prefix")
                .endsWith("!done");
            assertThat(api.refusal("/ppp/secret/create")).isEqualTo("no such command");
            assertThat(api.refusal("/queue/simple/add", "=target=10.0.0.1", "=rate=1M"))
                .isEqualTo("unknown parameter rate");
            assertThat(api.refusal("/interface/vlan/add", "=interface=ether9", "=vlan-id=7"))
                .isEqualTo("input does not match any value of interface");
            assertThat(api.refusal("/interface/vlan/add", "=interface=ether1", "=vlan-id=5000"))
                .isEqualTo("value of vlan-id out of range (1..4095)");
            assertThat(
                    api.refusal("/ip/address/add", "=interface=ether1", "=address=10.0.0.256/24"))
                .isEqualTo("invalid value for argument address");
            assertThat(api.refusal("/ip/address/add", "=address=10.0.0.1/24"))
                .isEqualTo("missing =interface=");
            assertThat(api.say("/ppp/secret/remove", "=.id=*99"))
                .containsExactly("!trap | =category=0 | =message=no such item", "!done");
            assertThat(api.refusal("/ppp/secret/set", "=name=x")).isEqualTo("missing =.id=");
            assertThat(api.refusal("/ppp/aaa/set", "=interim-update=often"))
                .isEqualTo("invalid time value for argument interim-update");
            assertThat(api.refusal("/ppp/aaa/set", "=use-radius=maybe"))
                .isEqualTo("input does not match any value of use-radius");
          });
    }
  }

  @Test
  void menus_and_properties_differ_by_release() throws Exception {
    try (StandInRouter six = StandInRouter.version("6.49.18").start();
        StandInRouter seven = StandInRouter.version("7.14.3").start();
        StandInRouter newer = StandInRouter.version("7.20.8").start();
        RawApi on6 = RawApi.admin(six);
        RawApi on7 = RawApi.admin(seven);
        RawApi onNewer = RawApi.admin(newer)) {
      for (String path : List.of("/routing/table", "/interface/wireguard")) {
        assertThat(on6.refusal(path + "/print")).startsWith("no such command");
        assertThat(on7.say(path + "/print")).last().isEqualTo("!done");
      }
      String[] radius = {"/radius/add", "=address=10.0.0.3", "=require-message-auth=no"};
      assertThat(on6.refusal(radius)).isEqualTo("unknown parameter require-message-auth");
      assertThat(on7.refusal(radius)).isEqualTo("unknown parameter require-message-auth");
      assertThat(onNewer.say(radius)).containsExactly("!done | =ret=*1");
      String[] tagged = {
        "/interface/pppoe-server/server/add", "=interface=ether2", "=accept-untagged=no"
      };
      assertThat(on7.refusal(tagged)).isEqualTo("unknown parameter accept-untagged");
      assertThat(onNewer.say(tagged)).last().isEqualTo("!done | =ret=*1");
      assertThat(onNewer.refusal("/interface/sstp-server/server/set", "=vrf=main"))
          .isEqualTo("unknown parameter vrf");
      assertThat(on6.refusal("/ip/route/add", "=gateway=10.0.0.1", "=check-gateway=bfd"))
          .isEqualTo("input does not match any value of check-gateway");
    }
  }

  @Test
  void rows_are_added_set_and_removed_by_id_and_by_name() throws Exception {
    RawApi.talking(
        "6.49.18",
        (router, api) -> {
          for (int i = 1; i <= 10; i++) {
            String name = "=name=pool" + i;
            assertThat(api.say("/ip/pool/add", name, "=ranges=10.0." + i + ".2-10.0." + i + ".9"))
                .containsExactly(
                    "!done | =ret=*" + Integer.toHexString(i).toUpperCase(Locale.ROOT));
          }
          assertThat(api.refusal("/ip/pool/add", "=name=pool1", "=ranges=10.9.0.1"))
              .isEqualTo("failure: pool with such name exists");

          api.say("/ip/pool/set", "=.id=*A", "=name=sepuluh");
          api.say("/ip/pool/set", "=numbers=pool2,pool3", "=comment=bersama");
          api.say("/ip/pool/remove", "=.id=*1");

          assertThat(api.say("/ip/pool/print", "=.proplist=.id,name", "?.id=*A"))
              .containsExactly("!re | =.id=*A | =name=sepuluh", "!done");
          assertThat(api.say("/ip/pool/print", "=.proplist=name", "?comment=bersama"))
              .containsExactly("!re | =name=pool2", "!re | =name=pool3", "!done");
          assertThat(api.say("/ip/pool/print", "=count-only=")).containsExactly("!done | =ret=9");
        });
  }

  @Test
  void a_new_name_is_known_wherever_the_old_one_stood() throws Exception {
    RawApi.talking(
        "7.20.8",
        (router, api) -> {
          api.say("/interface/vlan/add", "=name=v7", "=interface=ether2", "=vlan-id=7");
          api.say("/ip/address/add", "=address=10.0.0.1/24", "=interface=v7");
          assertThat(api.refusal("/interface/bridge/add", "=name=v7"))
              .isEqualTo("failure: already have interface with such name");

          api.say("/interface/set", "=.id=v7", "=name=v8");

          assertThat(router.print("/ip/address", "address", "10.0.0.1/24"))
              .containsEntry("interface", "v8");
          assertThat(api.say("/interface/print", "?type=vlan", "=.proplist=name,type"))
              .containsExactly("!re | =name=v8 | =type=vlan", "!done");
        });
  }

  @Test
  void values_are_printed_as_the_router_keeps_them() throws Exception {
    RawApi.talking(
        "7.20.8",
        (router, api) -> {
          api.say(
              "/queue/simple/add",
              "=name=q",
              "=target=10.0.0.9",
              "=max-limit=10M/30M",
              "=disabled=yes");
          api.say("/ppp/aaa/set", "=use-radius=yes", "=interim-update=00:05:00");

          api.say(
              "/interface/eoip/add", "=tunnel-id=7", "=remote-address=10.0.0.2", "=keepalive=5s");
          api.say("/interface/eoip/add", "=tunnel-id=8", "=remote-address=10.0.0.2");

          assertThat(router.print("/interface/eoip", "name", "eoip-tunnel1"))
              .containsEntry("keepalive", "5s,10");
          assertThat(router.print("/interface/eoip", "name", "eoip-tunnel2"))
              .containsEntry("keepalive", "10s,10");
          assertThat(router.print("/queue/simple", "name", "q"))
              .containsEntry("max-limit", "10000000/30000000")
              .containsEntry("burst-limit", "0/0")
              .containsEntry("disabled", "true")
              .containsEntry("dynamic", "false")
              .doesNotContainKey("comment");
          assertThat(api.say("/ppp/aaa/print", "=.proplist=use-radius,interim-update"))
              .containsExactly("!re | =use-radius=true | =interim-update=5m", "!done");
        });
  }

  @Test
  void queries_are_a_stack() throws Exception {
    RawApi.talking(
        "6.49.18",
        (router, api) -> {
          api.say("/ppp/secret/add", "=name=a", "=service=pppoe", "=limit-bytes-in=9");
          api.say(
              "/ppp/secret/add", "=name=b", "=service=sstp", "=limit-bytes-in=10", "=comment=x");
          api.say("/ppp/secret/add", "=name=c", "=service=any", "=disabled=yes");

          assertThat(names(api, "?service=pppoe", "?service=sstp", "?#|")).isEqualTo("a b");
          assertThat(names(api, "?service=pppoe", "?#!", "?disabled=false")).isEqualTo("b");
          assertThat(names(api, "?service=pppoe", "?service=sstp", "?#|!")).isEqualTo("c");
          assertThat(names(api, "?comment")).isEqualTo("b");
          assertThat(names(api, "?-comment")).isEqualTo("a c");
          assertThat(names(api, "?>limit-bytes-in=9")).isEqualTo("b");
          assertThat(names(api, "?<limit-bytes-in=9")).isEqualTo("c");
          assertThat(api.refusal("/ppp/secret/print", "?name=a", "?#|")).isEqualTo("invalid query");
        });
  }

  private static String names(RawApi api, String... query) throws IOException {
    String[] words = new String[query.length + 2];
    words[0] = "/ppp/secret/print";
    words[1] = "=.proplist=name";
    System.arraycopy(query, 0, words, 2, query.length);
    List<String> replies = api.say(words);
    return String.join(
        " ",
        replies.stream()
            .filter(r -> r.startsWith("!re"))
            .map(r -> r.replace("!re | =name=", ""))
            .toList());
  }

  @Test
  void a_group_s_policies_decide() throws Exception {
    try (StandInRouter six = StandInRouter.version("6.49.18").start();
        StandInRouter seven = StandInRouter.version("7.20.8").start()) {
      for (StandInRouter router : List.of(six, seven)) {
        router.user("lihat", "x", "read,api");
        router.user("tulis", "x", "read,write,api");
        try (RawApi admin = RawApi.admin(router);
            RawApi reader = new RawApi(router);
            RawApi writer = new RawApi(router)) {
          admin.say("/ppp/secret/add", "=name=budi", "=password=rahasia");
          reader.say("/login", "=name=lihat", "=password=x");
          writer.say("/login", "=name=tulis", "=password=x");

          assertThat(reader.refusal("/ip/pool/add", "=name=a", "=ranges=10.0.0.2"))
              .isEqualTo("not enough permissions (9)");
          assertThat(writer.refusal("/user/add", "=name=x", "=group=full"))
              .isEqualTo("not enough permissions (9)");
          assertThat(writer.refusal("/system/reboot")).isEqualTo("not enough permissions (9)");
          assertThat(reader.say("/ppp/secret/print", "=.proplist=password").get(0))
              .isEqualTo(router == six ? "!re" : "!re | =password=*****");
          assertThat(admin.say("/ppp/secret/print", "=.proplist=password").get(0))
              .isEqualTo("!re | =password=rahasia");
        }
      }
    }
  }
}
