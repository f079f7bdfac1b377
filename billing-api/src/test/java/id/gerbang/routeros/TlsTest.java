package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.failure;
import static id.gerbang.routeros.ScriptedRouter.loggedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.ScriptedRouter.Script;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {

  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    certificates = Certificates.in(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_pinned_certificate_is_believed_whatever_it_says(String version) throws Exception {
    try (var router = showing("expired", version, answering());
        var byCertificate =
            RouterOs.open(
                router
                    .address(Protocol.API_SSL)
                    .trusting(Trust.pinned(certificates.sha256("expired"))))) {
      assertThat(byCertificate.print("/system/identity", List.of())).hasSize(1);
    }
  }

  @Test
  void a_pinned_key_is_believed_too() throws Exception {
    try (var router = showing("stranger", "TLSv1.3", answering());
        var open =
            RouterOs.open(
                router
                    .address(Protocol.API_SSL)
                    .trusting(Trust.pinned(certificates.sha256OfKey("stranger"))))) {
      assertThat(open.print("/system/identity", List.of())).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void another_certificate_than_the_pinned_one_is_told_with_its_fingerprint(String version)
      throws Exception {
    try (var router = showing("stranger", version, refused())) {
      RouterOsException other =
          failure(
              () ->
                  RouterOs.open(
                      router
                          .address(Protocol.API_SSL)
                          .trusting(Trust.pinned(certificates.sha256("right")))));
      assertThat(other.kind()).isEqualTo(Kind.OTHER_CERTIFICATE);
      assertThat(other.detail())
          .isEqualTo("its SHA-256 is " + plain(certificates.sha256("stranger")));
    }
  }

  @Test
  void what_the_authority_issued_is_believed() throws Exception {
    try (var router = showing("right", "TLSv1.3", answering());
        var open = RouterOs.open(byAuthority(router))) {
      assertThat(open.print("/system/identity", List.of())).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stranger, it was issued by somebody else",
    "expired, it is no longer valid",
    "elsewhere, No subject alternative names matching IP address 127.0.0.1"
  })
  void what_else_is_shown_is_not_and_it_is_told_why(String shown, String why) throws Exception {
    try (var router = showing(shown, "TLSv1.3", refused())) {
      RouterOsException refused = failure(() -> RouterOs.open(byAuthority(router)));
      assertThat(refused.kind()).isEqualTo(Kind.CERTIFICATE_NOT_TRUSTED);
      assertThat(refused.detail()).startsWith(why);
    }
  }

  @Test
  void javas_own_trust_does_not_hold_the_isps_authority() throws Exception {
    try (var router = showing("right", "TLSv1.3", refused())) {
      assertThat(failure(() -> RouterOs.open(router.address(Protocol.API_SSL))).kind())
          .isEqualTo(Kind.CERTIFICATE_NOT_TRUSTED);
    }
  }

  @Test
  void a_router_without_a_certificate_is_told_to_have_one() throws Exception {
    SSLServerSocket server = server("right", "TLSv1.2");
    server.setEnabledCipherSuites(new String[] {"TLS_DH_anon_WITH_AES_128_GCM_SHA256"});
    try (var router = ScriptedRouter.on(server, refused())) {
      RouterOsException refused = failure(() -> RouterOs.open(byAuthority(router)));
      assertThat(refused.kind()).isEqualTo(Kind.TLS_REFUSED);
      assertThat(refused.getMessage()).contains("certificate in /ip service");
    }
  }

  @Test
  void the_plain_service_is_no_tls() throws Exception {
    try (var router =
        ScriptedRouter.playing(
            talk -> {
              talk.say("!fatal", "not logged in");
              talk.untilClosed();
            })) {
      assertThat(failure(() -> RouterOs.open(byAuthority(router))).kind())
          .isEqualTo(Kind.TLS_REFUSED);
    }
  }

  @Test
  void a_router_that_never_shakes_hands_is_given_up() throws Exception {
    try (var router = ScriptedRouter.playing(ScriptedRouter.Talk::untilClosed)) {
      RouterAddress address =
          byAuthority(router).waiting(Duration.ofSeconds(5), Duration.ofMillis(300));
      assertThat(failure(() -> RouterOs.open(address)).kind()).isEqualTo(Kind.NO_ANSWER);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "right, authority, ''",
    "right, stranger, CERTIFICATE_NOT_TRUSTED",
    "stranger, authority, CERTIFICATE_NOT_TRUSTED",
    "expired, authority, CERTIFICATE_NOT_TRUSTED",
    "elsewhere, authority, CERTIFICATE_NOT_TRUSTED",
    "expired, pin:expired, ''",
    "elsewhere, pin:elsewhere, ''",
    "stranger, pin:right, OTHER_CERTIFICATE"
  })
  void rest_trusts_as_the_binary_api_does(String shown, String trusted, String kind)
      throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(certificates.showing(shown)));
    server.createContext(
        "/rest/system/resource/print",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("[]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try {
      RouterAddress address =
          RouterAddress.of("127.0.0.1", Protocol.REST_SSL, "gerbang", new Password("p"))
              .atPort(server.getAddress().getPort())
              .trusting(
                  trusted.startsWith("pin:")
                      ? Trust.pinned(certificates.sha256(trusted.substring(4)))
                      : Trust.authority(certificates.pem(trusted)));
      if (kind.isEmpty()) {
        RouterOs.open(address).close();
      } else {
        assertThat(failure(() -> RouterOs.open(address)).kind()).isEqualTo(Kind.valueOf(kind));
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void what_is_no_fingerprint_or_no_certificate_is_refused() {
    assertThatThrownBy(() -> Trust.pinned("9f86"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64");
    assertThatThrownBy(() -> Trust.authority("-----BEGIN CERTIFICATE-----\nx\n"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Trust.authority("")).isInstanceOf(IllegalArgumentException.class);
  }

  private static RouterAddress byAuthority(ScriptedRouter router) throws Exception {
    return router
        .address(Protocol.API_SSL)
        .trusting(Trust.authority(certificates.pem("authority")));
  }

  private static ScriptedRouter showing(String alias, String version, Script script)
      throws Exception {
    return ScriptedRouter.on(server(alias, version), script);
  }

  private static SSLServerSocket server(String alias, String version) throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            certificates
                .showing(alias)
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(new String[] {version});
    return server;
  }

  private static Script answering() {
    return loggedIn(
        talk -> {
          String tag = talk.tag();
          talk.say("!re", "=name=bras", tag);
          talk.say("!done", tag);
          talk.untilClosed();
        });
  }

  /** The client goes away during the handshake: no password has come. */
  private static Script refused() {
    return talk ->
        assertThatThrownBy(talk::read)
            .isInstanceOfAny(
                SSLException.class, java.io.EOFException.class, java.net.SocketException.class);
  }

  private static String plain(String fingerprint) {
    return fingerprint.replace(":", "").toLowerCase(java.util.Locale.ROOT);
  }
}
