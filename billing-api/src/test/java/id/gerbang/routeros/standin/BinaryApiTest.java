package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in's binary API, byte for byte, with a client that shares nothing with it. */
class BinaryApiTest {

  private static final String NEW_LOGIN =
      "062f6c6f67696e0b3d6e616d653d61646d696e0a3d70617373776f72643d00";
  private static final String DONE =
      HexFormat.of().formatHex("\5!done\0".getBytes(StandardCharsets.US_ASCII));

  @Test
  void login_of_6_43_and_later_is_one_sentence() throws Exception {
    for (String version : List.of("6.49.18", "7.20.8")) {
      try (StandInRouter router = StandInRouter.version(version).start();
          RawApi api = new RawApi(router)) {
        api.send(NEW_LOGIN);

        assertThat(HexFormat.of().formatHex(api.readBytes(7))).isEqualTo(DONE);
      }
    }
  }

  @Test
  void login_before_6_43_answers_a_challenge() throws Exception {
    assertThat(BinaryApi.response("", HexFormat.of().parseHex("93b438ec9b80057c06dd9fe67d56aa9a")))
        .isEqualTo("00e134102a9d330dd7b1849fedfea3cb57");
    try (StandInRouter router = StandInRouter.version("6.42.12").start();
        RawApi api = new RawApi(router)) {
      api.send(NEW_LOGIN);
      String challenge = api.read();
      assertThat(challenge).matches("!done \\| =ret=[0-9a-f]{32}");
      byte[] asked = HexFormat.of().parseHex(challenge.substring(challenge.length() - 32));

      assertThat(api.say("/login", "=name=admin", "=response=" + BinaryApi.response("", asked)))
          .containsExactly("!done");
      assertThat(api.refusal("/login", "=name=admin", "=response=00" + "0".repeat(32)))
          .isEqualTo("invalid user name or password (6)");
    }
  }

  @Test
  void the_reference_s_sentence_finds_a_session_by_name() throws Exception {
    try (StandInRouter router = StandInRouter.version("6.49.18").start();
        RawApi api = RawApi.admin(router)) {
      api.send(
          "112f7070702f6163746976652f7072696e740e3f6e616d653d62756469406973701b3d2e70726f706c6973743d"
              + "2e69642c6e616d652c61646472657373062e7461673d3700");

      assertThat(api.read()).isEqualTo("!done | .tag=7");
    }
  }

  @Test
  void long_words_come_back_whole() throws Exception {
    String comment = "x".repeat(200);
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi api = RawApi.admin(router)) {
      api.say("/ip/pool/add", "=name=a", "=ranges=10.0.0.2-10.0.0.9", "=comment=" + comment);

      assertThat(api.say("/ip/pool/print", "=.proplist=comment"))
          .containsExactly("!re | =comment=" + comment, "!done");
    }
  }

  @Test
  void wrong_password_and_missing_policy_api_are_one_refusal() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi api = new RawApi(router)) {
      router.user("rest", "secret", "read,rest-api");

      assertThat(api.refusal("/login", "=name=admin", "=password=x"))
          .isEqualTo("invalid user name or password (6)");
      assertThat(api.refusal("/login", "=name=rest", "=password=secret"))
          .isEqualTo("invalid user name or password (6)");
      assertThat(api.say("/system/identity/print")).containsExactly("!fatal | not logged in");
      assertThat(api.read()).isEmpty();
    }
  }

  @Test
  void what_is_not_there_is_refused_on_both() throws Exception {
    for (String version : List.of("6.49.18", "7.20.8")) {
      try (StandInRouter router = StandInRouter.version(version).start();
          RawApi api = RawApi.admin(router)) {
        assertThat(api.say("/ppp/secrets/print"))
            .containsExactly("!trap | =message=no such command prefix", "!done");
        assertThat(api.refusal("/ppp/secret/create")).isEqualTo("no such command");
        assertThat(api.refusal("/queue/simple/add", "=target=10.0.0.1", "=rate=1M"))
            .isEqualTo("unknown parameter rate");
        assertThat(api.refusal("/interface/vlan/add", "=interface=ether9", "=vlan-id=7"))
            .isEqualTo("input does not match any value of interface");
        assertThat(api.refusal("/interface/vlan/add", "=interface=ether1", "=vlan-id=5000"))
            .isEqualTo("value of vlan-id out of range (1..4095)");
        assertThat(api.refusal("/ip/address/add", "=interface=ether1", "=address=10.0.0.256/24"))
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
      }
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
      assertThat(on6.refusal("/ip/route/add", "=gateway=10.0.0.1", "=check-gateway=bfd"))
          .isEqualTo("input does not match any value of check-gateway");
    }
  }

  @Test
  void rows_are_added_set_and_removed_by_id_and_by_name() throws Exception {
    try (StandInRouter router = StandInRouter.version("6.49.18").start();
        RawApi api = RawApi.admin(router)) {
      for (int i = 1; i <= 10; i++) {
        String name = "=name=pool" + i;
        assertThat(api.say("/ip/pool/add", name, "=ranges=10.0." + i + ".2-10.0." + i + ".9"))
            .containsExactly(
                "!done | =ret=*" + Integer.toHexString(i).toUpperCase(java.util.Locale.ROOT));
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
    }
  }

  @Test
  void a_new_name_is_known_wherever_the_old_one_stood() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi api = RawApi.admin(router)) {
      api.say("/interface/vlan/add", "=name=v7", "=interface=ether2", "=vlan-id=7");
      api.say("/ip/address/add", "=address=10.0.0.1/24", "=interface=v7");
      assertThat(api.refusal("/interface/bridge/add", "=name=v7"))
          .isEqualTo("failure: already have interface with such name");

      api.say("/interface/set", "=.id=v7", "=name=v8");

      assertThat(router.print("/ip/address", "address", "10.0.0.1/24"))
          .containsEntry("interface", "v8");
      assertThat(api.say("/interface/print", "?type=vlan", "=.proplist=name,type"))
          .containsExactly("!re | =name=v8 | =type=vlan", "!done");
    }
  }

  @Test
  void values_are_printed_as_the_router_keeps_them() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi api = RawApi.admin(router)) {
      api.say(
          "/queue/simple/add",
          "=name=q",
          "=target=10.0.0.9",
          "=max-limit=10M/30M",
          "=disabled=yes");
      api.say("/ppp/aaa/set", "=use-radius=yes", "=interim-update=00:05:00");

      api.say("/interface/eoip/add", "=tunnel-id=7", "=remote-address=10.0.0.2", "=keepalive=5s");
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
    }
  }

  @Test
  void queries_are_a_stack() throws Exception {
    try (StandInRouter router = StandInRouter.version("6.49.18").start();
        RawApi api = RawApi.admin(router)) {
      api.say("/ppp/secret/add", "=name=a", "=service=pppoe", "=limit-bytes-in=9");
      api.say("/ppp/secret/add", "=name=b", "=service=sstp", "=limit-bytes-in=10", "=comment=x");
      api.say("/ppp/secret/add", "=name=c", "=service=any", "=disabled=yes");

      assertThat(names(api, "?service=pppoe", "?service=sstp", "?#|")).isEqualTo("a b");
      assertThat(names(api, "?service=pppoe", "?#!", "?disabled=false")).isEqualTo("b");
      assertThat(names(api, "?service=pppoe", "?service=sstp", "?#|!")).isEqualTo("c");
      assertThat(names(api, "?comment")).isEqualTo("b");
      assertThat(names(api, "?-comment")).isEqualTo("a c");
      assertThat(names(api, "?>limit-bytes-in=9")).isEqualTo("b");
      assertThat(names(api, "?<limit-bytes-in=9")).isEqualTo("c");
      assertThat(api.refusal("/ppp/secret/print", "?name=a", "?#|")).isEqualTo("invalid query");
    }
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
  void nothing_is_said_to_be_nothing_on_newer_releases() throws Exception {
    for (String version : List.of("6.49.18", "7.14.3", "7.20.8")) {
      try (StandInRouter router = StandInRouter.version(version).start();
          RawApi api = RawApi.admin(router)) {
        assertThat(api.say("/ppp/secret/print"))
            .isEqualTo(version.equals("7.20.8") ? List.of("!empty", "!done") : List.of("!done"));
      }
    }
  }

  @Test
  void a_listener_hears_of_others_until_it_is_cancelled() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi listener = RawApi.admin(router);
        RawApi other = RawApi.admin(router)) {
      listener.write("/ip/pool/listen", ".tag=5");
      listener.write("/system/identity/print", ".tag=6");
      assertThat(listener.read()).isEqualTo("!re | =name=MikroTik | .tag=6");
      assertThat(listener.read()).isEqualTo("!done | .tag=6");

      other.say("/ip/pool/add", "=name=a", "=ranges=10.0.0.2");
      assertThat(listener.read()).isEqualTo("!re | =.id=*1 | =name=a | =ranges=10.0.0.2 | .tag=5");
      other.say("/ip/pool/remove", "=numbers=a");
      assertThat(listener.read()).startsWith("!re | ").contains("=.id=*1", "=.dead=yes", ".tag=5");

      listener.write("/cancel", "=tag=5", ".tag=9");
      assertThat(listener.read()).isEqualTo("!trap | =category=2 | =message=interrupted | .tag=5");
      assertThat(listener.read()).isEqualTo("!done | .tag=5");
      assertThat(listener.read()).isEqualTo("!done | .tag=9");
    }
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

  @Test
  void a_reboot_ends_the_connection_and_gives_other_ids() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi api = RawApi.admin(router)) {
      String id =
          api.say("/ip/pool/add", "=name=a", "=ranges=10.0.0.2")
              .get(0)
              .replace("!done | =ret=", "");
      api.write("/system/reboot");
      assertThat(api.read()).isEmpty();

      assertThat(router.print("/ip/pool", "name", "a").get(".id"))
          .isNotEqualTo(id)
          .matches("\\*[0-9A-F]+");
    }
  }

  @Test
  void quitting_and_one_session_too_many_are_fatal() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi api = RawApi.admin(router)) {
      api.say("/ip/service/set", "=numbers=api", "=max-sessions=2");
      try (RawApi last = RawApi.admin(router);
          RawApi tooMany = new RawApi(router)) {
        assertThat(tooMany.read()).isEqualTo("!fatal | too many sessions");
        assertThat(last.say("/quit")).containsExactly("!fatal | session terminated on request");
        assertThat(last.read()).isEmpty();
      }
    }
  }

  @Test
  void a_service_that_is_off_or_not_for_us_takes_no_connection() throws Exception {
    try (StandInRouter router = StandInRouter.version("6.49.18").start();
        RawApi api = RawApi.admin(router)) {
      api.say("/ip/service/set", "=numbers=api", "=address=10.0.0.0/8");
      try (RawApi other = new RawApi(router)) {
        assertThat(other.read()).isEmpty();
      }
      api.say("/ip/service/disable", "=numbers=api");
      assertThatThrownBy(() -> new RawApi(router)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void faults_come_when_they_are_asked_for() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start()) {
      try (RawApi api = RawApi.admin(router)) {
        router.faults().closeAfter(5);
        api.write("/system/identity/print");
        assertThat(api.readBytes(100)).isEqualTo("\3!re\16".getBytes(StandardCharsets.US_ASCII));
      }
      try (RawApi api = RawApi.admin(router)) {
        router.faults().hang();
        api.write("/system/identity/set", "=name=POP-1");
        router.faults().answerAgain();
        assertThat(api.read()).isEqualTo("!done");
        router.faults().failOnce("/ip/pool/add", "failure: no more space");
        assertThat(api.refusal("/ip/pool/add", "=name=a", "=ranges=10.0.0.2"))
            .isEqualTo("failure: no more space");
        assertThat(api.say("/ip/pool/add", "=name=a", "=ranges=10.0.0.2")).hasSize(1);
      }
      router.faults().refuseConnections();
      assertThatThrownBy(() -> new RawApi(router)).isInstanceOf(ConnectException.class);
      router.faults().acceptConnections();
      RawApi.admin(router).close();
    }
  }

  @Test
  void a_listener_hears_a_customer_come_and_go() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi listener = RawApi.admin(router);
        RawApi other = RawApi.admin(router)) {
      listener.write("/ppp/active/listen", ".tag=1");
      // Its answer says that the listening before it has begun.
      listener.write("/system/identity/print", ".tag=2");
      listener.read();
      listener.read();

      Sessions.Session budi =
          router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "");
      assertThat(listener.read()).contains("=.id=*800001", "=name=budi", "=address=10.100.1.10");
      budi.traffic(10, 20);
      other.say("/ppp/active/remove", "=.id=*800001");

      assertThat(listener.read()).contains("=.id=*800001", "=.dead=yes");
      assertThat(budi.isOpen()).isFalse();
    }
  }

  @Test
  void what_an_admin_typed_is_bytes_in_no_known_encoding() throws Exception {
    Charset windows = Charset.forName("windows-1252");
    try (StandInRouter router = StandInRouter.version("6.49.18").encoding(windows).start();
        RawApi api = RawApi.admin(router)) {
      router.importRsc("/ip pool add name=a ranges=10.0.0.2 comment=\"caf\u00e9\"");
      api.write("/ip/pool/print", "=.proplist=comment");

      assertThat(api.readBytes(20)).isEqualTo("\3!re\15=comment=caf\u00e9\0\5".getBytes(windows));
    }
  }

  @Test
  void a_router_that_hangs_has_done_it_and_says_nothing() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi api = RawApi.admin(router)) {
      router.faults().hang();
      api.write("/system/identity/set", "=name=POP-1");
      api.write("/system/identity/print");
      api.timeout(300);

      assertThatThrownBy(api::read).isInstanceOf(SocketTimeoutException.class);
      router.faults().answerAgain();
    }
  }
}
