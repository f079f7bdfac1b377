package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a router that was made without it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandInTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  @ParameterizedTest
  @CsvSource({"6.42.12, API", "6.49.18, API", "7.20.8, API", "7.20.8, REST"})
  void items_live_and_die(String version, Protocol protocol) {
    try (StandInRouter router = StandInRouter.version(version).start();
        RouterOs open = RouterOs.open(admin(router, protocol))) {
      Row resource = open.print("/system/resource", List.of("version")).get(0);
      assertThat(RouterOsVersion.parse(resource.get("version").orElseThrow()).orElseThrow())
          .hasToString(version);
      assertThat(open.print("/ip/pool", List.of())).isEmpty();

      String id =
          open.add("/ip/pool", Map.of("name", "isolir", "ranges", "10.199.0.10-10.199.0.250"));
      open.add("/ip/pool", Map.of("name", "aktif", "ranges", "10.100.1.10-10.100.1.250"));
      open.set("/ip/pool", id, Map.of("ranges", "10.199.0.10-10.199.0.99"));
      List<Row> found =
          open.print("/ip/pool", List.of(".id", "ranges"), Condition.equal("name", "isolir"));
      assertThat(found).hasSize(1);
      assertThat(found.get(0).values())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(".id", id, "ranges", "10.199.0.10-10.199.0.99"));
      assertThat(
              open.print(
                  "/ip/pool",
                  List.of("name"),
                  Condition.or(
                      Condition.equal("name", "isolir"),
                      Condition.not(Condition.equal("name", "isolir")))))
          .hasSize(2);

      open.set("/radius/incoming", Map.of("accept", "yes", "port", "3799"));
      assertThat(open.print("/radius/incoming", List.of()).get(0).isTrue("accept")).isTrue();

      open.remove("/ip/pool", id);
      open.remove("/ip/pool", id);
      assertThat(open.print("/ip/pool", List.of())).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"6.49.18, API", "7.20.8, API", "7.20.8, REST"})
  void refusals_have_their_kinds(String version, Protocol protocol) {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      router.user("baca", "rahasia", "read,api,rest-api");
      try (RouterOs open = RouterOs.open(admin(router, protocol))) {
        assertThat(refusal(open, "/ip/poool", Map.of("name", "x"))).isEqualTo(Kind.NO_SUCH_COMMAND);
        assertThat(refusal(open, "/queue/simple", Map.of("target", "10.0.0.1", "rate", "1M")))
            .isEqualTo(Kind.NO_SUCH_COMMAND);
        assertThat(refusal(open, "/interface/vlan", Map.of("interface", "ether9", "vlan-id", "7")))
            .isEqualTo(Kind.VALUE_REFUSED);
        assertThat(
                refusal(open, "/interface/vlan", Map.of("interface", "ether1", "vlan-id", "5000")))
            .isEqualTo(Kind.VALUE_REFUSED);
        assertThat(failure(() -> open.set("/ip/pool", "*99", Map.of("name", "x"))).kind())
            .isEqualTo(Kind.NO_SUCH_ITEM);
      }
      RouterAddress reader = at(router, protocol, "baca", "rahasia");
      try (RouterOs open = RouterOs.open(reader)) {
        assertThat(refusal(open, "/ip/pool", Map.of("name", "x", "ranges", "10.0.0.1-10.0.0.2")))
            .isEqualTo(Kind.NOT_PERMITTED);
      }
      assertThat(failure(() -> RouterOs.open(at(router, protocol, "baca", "salah"))).kind())
          .isEqualTo(Kind.WRONG_LOGIN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void changes_are_heard(String version) {
    try (StandInRouter router = StandInRouter.version(version).start();
        RouterOs open = RouterOs.open(admin(router, Protocol.API));
        Listening listening = open.listen("/ip/pool", List.of("name"))) {
      String id = open.add("/ip/pool", Map.of("name", "a", "ranges", "10.0.0.1-10.0.0.2"));
      assertThat(listening.next(LONG).orElseThrow().values())
          .isEqualTo(Map.of(".id", id, "name", "a"));
      open.remove("/ip/pool", id);
      assertThat(listening.next(LONG).orElseThrow().isDead()).isTrue();
    }
  }

  @Test
  void what_was_typed_in_another_encoding_is_read() {
    Charset windows = Charset.forName("windows-1252");
    try (StandInRouter router = StandInRouter.version("6.49.18").encoding(windows).start();
        RouterOs open = RouterOs.open(admin(router, Protocol.API))) {
      // Sent as UTF-8, kept as its octets, and read back as they are.
      open.set("/system/identity", Map.of("name", "José"));
      assertThat(open.print("/system/identity", List.of("name")).get(0).get("name"))
          .contains("José");
    }
  }

  @ParameterizedTest
  @CsvSource({"API_SSL, api-ssl", "REST_SSL, www-ssl"})
  void tls_is_spoken(Protocol protocol, String service, @TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder);
    try (StandInRouter router =
        StandInRouter.version("7.20.8").tls(certificates.showing("right")).start()) {
      try (RouterOs plain = RouterOs.open(admin(router, Protocol.API))) {
        plain.set("/ip/service", service, Map.of("disabled", "no"));
      }
      RouterAddress address =
          admin(router, protocol).trusting(Trust.authority(certificates.pem("authority")));
      try (RouterOs open = RouterOs.open(address)) {
        assertThat(open.print("/system/identity", List.of("name"))).hasSize(1);
      }
    }
  }

  @Test
  void a_router_that_hangs_breaks_off_or_is_away_is_never_empty() {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        RouterConnections connections = new RouterConnections(Duration.ofMinutes(1))) {
      RouterAddress address =
          admin(router, Protocol.API).waiting(Duration.ofSeconds(5), Duration.ofMillis(300));
      assertThat(pools(connections, address)).isEmpty();

      router.faults().hang();
      assertThat(failure(() -> pools(connections, address)).kind()).isEqualTo(Kind.NO_ANSWER);
      router.faults().answerAgain();
      assertThat(pools(connections, address)).isEmpty();

      router.faults().closeAfter(3);
      assertThat(failure(() -> pools(connections, address)).kind()).isEqualTo(Kind.ROUTER_CLOSED);
      assertThat(pools(connections, address)).isEmpty();

      router.faults().refuseConnections();
      router.faults().dropConnections();
      assertThat(failure(() -> pools(connections, address)).kind())
          .isIn(Kind.PORT_CLOSED, Kind.ROUTER_CLOSED);
      assertThat(failure(() -> pools(connections, address)).kind()).isEqualTo(Kind.PORT_CLOSED);
      router.faults().acceptConnections();
      assertThat(pools(connections, address)).isEmpty();
    }
  }

  private static List<Row> pools(RouterConnections connections, RouterAddress address) {
    return connections.use(address, open -> open.print("/ip/pool", List.of()));
  }

  private static Kind refusal(RouterOs open, String menu, Map<String, String> properties) {
    return failure(() -> open.add(menu, properties)).kind();
  }

  private static RouterAddress admin(StandInRouter router, Protocol protocol) {
    return at(router, protocol, "admin", "");
  }

  private static RouterAddress at(
      StandInRouter router, Protocol protocol, String user, String password) {
    String service =
        switch (protocol) {
          case API -> "api";
          case API_SSL -> "api-ssl";
          case REST -> "www";
          case REST_SSL -> "www-ssl";
        };
    return RouterAddress.of("127.0.0.1", protocol, user, new Password(password))
        .atPort(router.port(service));
  }
}
