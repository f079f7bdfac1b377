package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
          .isEqualTo("cannot log in");
    }
  }

  @Test
  void the_reference_s_sentence_finds_a_session_by_name() throws Exception {
    RawApi.talking(
        "6.49.18",
        (router, api) -> {
          api.send(
              "112f7070702f6163746976652f7072696e740e3f6e616d653d62756469406973701b3d2e70726f706c6973743d"
                  + "2e69642c6e616d652c61646472657373062e7461673d3700");

          assertThat(api.read()).isEqualTo("!done | .tag=7");
        });
  }

  @Test
  void long_words_come_back_whole() throws Exception {
    String comment = "x".repeat(200);
    RawApi.talking(
        "7.20.8",
        (router, api) -> {
          api.say("/ip/pool/add", "=name=a", "=ranges=10.0.0.2-10.0.0.9", "=comment=" + comment);

          assertThat(api.say("/ip/pool/print", "=.proplist=comment"))
              .containsExactly("!re | =comment=" + comment, "!done");
        });
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
  void nothing_is_said_to_be_nothing_on_newer_releases() throws Exception {
    for (String version : List.of("6.49.18", "7.14.3", "7.20.8")) {
      RawApi.talking(
          version,
          (router, api) -> {
            assertThat(api.say("/ppp/secret/print"))
                .isEqualTo(
                    version.equals("7.20.8") ? List.of("!empty", "!done") : List.of("!done"));
          });
    }
  }

  @Test
  void a_listener_hears_of_others_until_it_is_cancelled() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RawApi listener = RawApi.admin(router);
        RawApi other = RawApi.admin(router)) {
      listener.write("/ip/pool/listen", ".tag=5");
      listener.write("/system/identity/print", ".tag=6");
      assertThat(listener.read()).isEqualTo("!re | .tag=6 | =name=MikroTik");
      assertThat(listener.read()).isEqualTo("!done | .tag=6");

      other.say("/ip/pool/add", "=name=a", "=ranges=10.0.0.2");
      assertThat(listener.read()).isEqualTo("!re | .tag=5 | =.id=*1 | =name=a | =ranges=10.0.0.2");
      other.say("/ip/pool/remove", "=numbers=a");
      assertThat(listener.read()).isEqualTo("!re | .tag=5 | =.id=*1 | =.dead=true");

      listener.write("/cancel", "=tag=5", ".tag=9");
      assertThat(listener.read()).isEqualTo("!trap | .tag=5 | =category=2 | =message=interrupted");
      assertThat(listener.read()).isEqualTo("!done | .tag=9");
      assertThat(listener.read()).isEqualTo("!done | .tag=5");
    }
  }

  @Test
  void a_listener_hears_only_the_properties_it_asked_for_and_death_is_one() throws Exception {
    try (StandInRouter router = StandInRouter.version("6.49.18").start();
        RawApi listener = RawApi.admin(router);
        RawApi other = RawApi.admin(router)) {
      listener.write("/ip/pool/listen", "=.proplist=.id,.dead,name", ".tag=1");
      listener.write("/ip/pool/listen", "=.proplist=name", ".tag=2");
      listener.write("/ip/pool/listen", "?name=a", "=.proplist=.id,.dead", ".tag=3");
      listener.say("/system/identity/print");

      other.say("/ip/pool/add", "=name=a", "=ranges=10.0.0.2");
      assertThat(List.of(listener.read(), listener.read(), listener.read()))
          .containsExactlyInAnyOrder(
              "!re | .tag=1 | =.id=*1 | =name=a",
              "!re | .tag=2 | =name=a",
              "!re | .tag=3 | =.id=*1");
      other.say("/ip/pool/remove", "=.id=*1");
      assertThat(List.of(listener.read(), listener.read()))
          .containsExactlyInAnyOrder("!re | .tag=1 | =.id=*1 | =.dead=yes", "!re | .tag=2");

      listener.write("/cancel");
      assertThat(List.of(listener.read(), listener.read(), listener.read()))
          .allMatch(reply -> reply.endsWith("=message=interrupted"));
      assertThat(listener.read()).isEqualTo("!done");
      assertThat(List.of(listener.read(), listener.read(), listener.read()))
          .containsExactlyInAnyOrder("!done | .tag=1", "!done | .tag=2", "!done | .tag=3");
    }
  }

  @Test
  void an_empty_tag_is_none_and_an_unknown_menu_is_refused_twice() throws Exception {
    for (String version : List.of("6.49.18", "7.20.8")) {
      RawApi.talking(
          version,
          (router, api) -> {
            assertThat(api.say("/system/identity/set", "=name=POP-1", ".tag="))
                .containsExactly("!done");
            assertThat(api.say("/ip/adress/print"))
                .containsExactly(
                    "!trap | =category=0 | =message=no such command or directory (adress)",
                    "!trap | =message=no such command prefix",
                    "!done");
          });
    }
  }

  @Test
  void a_query_for_yes_or_no_finds_what_is_printed_as_true_or_false() throws Exception {
    RawApi.talking(
        "7.20.8",
        (router, api) -> {
          api.say("/interface/disable", "=numbers=ether2");
          for (String wanted : List.of("?disabled=yes", "?disabled=true", "?=disabled=yes")) {
            assertThat(api.say("/interface/print", wanted, "=.proplist=name"))
                .containsExactly("!re | =name=ether2", "!done");
          }
          assertThat(api.say("/interface/print", "?disabled=no", "=.proplist=name")).hasSize(5);
          assertThat(api.say("/ppp/profile/print", "?use-encryption=yes", "=.proplist=name"))
              .containsExactly("!re | =name=default-encryption", "!done");
        });
  }

  @Test
  void a_reboot_ends_the_connection_and_gives_other_ids() throws Exception {
    RawApi.talking(
        "7.20.8",
        (router, api) -> {
          String id =
              api.say("/ip/pool/add", "=name=a", "=ranges=10.0.0.2")
                  .get(0)
                  .replace("!done | =ret=", "");
          api.write("/system/reboot");
          assertThat(api.read()).isEmpty();

          assertThat(router.print("/ip/pool", "name", "a").get(".id"))
              .isNotEqualTo(id)
              .matches("\\*[0-9A-F]+");
        });
  }

  @Test
  void quitting_and_one_session_too_many_are_fatal() throws Exception {
    RawApi.talking(
        "7.20.8",
        (router, api) -> {
          api.say("/ip/service/set", "=numbers=api", "=max-sessions=2");
          try (RawApi last = RawApi.admin(router);
              RawApi tooMany = new RawApi(router)) {
            assertThat(tooMany.read()).isEqualTo("!fatal | too many sessions");
            assertThat(last.say("/quit")).containsExactly("!fatal | session terminated on request");
            assertThat(last.read()).isEmpty();
          }
        });
  }

  @Test
  void a_service_that_is_off_or_not_for_us_takes_no_connection() throws Exception {
    RawApi.talking(
        "6.49.18",
        (router, api) -> {
          api.say("/ip/service/set", "=numbers=api", "=address=10.0.0.0/8");
          try (RawApi other = new RawApi(router)) {
            assertThat(other.read()).isEmpty();
          }
          api.say("/ip/service/disable", "=numbers=api");
          assertThatThrownBy(() -> new RawApi(router)).isInstanceOf(ConnectException.class);
        });
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

      assertThat(listener.read()).contains("=.id=*800001", "=.dead=true");
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
    RawApi.talking(
        "7.20.8",
        (router, api) -> {
          router.faults().hang();
          api.write("/system/identity/set", "=name=POP-1");
          api.write("/system/identity/print");
          api.timeout(300);

          assertThatThrownBy(api::read).isInstanceOf(SocketTimeoutException.class);
          router.faults().answerAgain();
        });
  }
}
