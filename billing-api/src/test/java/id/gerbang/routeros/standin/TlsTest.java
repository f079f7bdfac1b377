package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `api-ssl` and `www-ssl` with a certificate, and without one. */
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static SSLContext ours;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = folder.resolve("router.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "router",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=router",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("router", store.getCertificate("router"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    ours = SSLContext.getInstance("TLS");
    ours.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
  }

  @Test
  void both_services_speak_over_tls() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").tls(ours).start()) {
      router.importRsc("/ip service enable www-ssl");
      try (SSLSocket socket =
              (SSLSocket)
                  ours.getSocketFactory().createSocket("localhost", router.port("api-ssl"));
          RawApi api = new RawApi(socket)) {
        assertThat(api.say("/login", "=name=admin", "=password=")).containsExactly("!done");
      }
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "https://localhost:" + router.port("www-ssl") + "/rest/system/identity"))
              .header("Authorization", "Basic YWRtaW46")
              .build();
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .sslContext(ours)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("{\"name\":\"MikroTik\"}");
    }
  }

  @Test
  void without_a_certificate_there_is_no_handshake() throws Exception {
    try (StandInRouter router = StandInRouter.version("7.20.8").start();
        SSLSocket socket =
            (SSLSocket) ours.getSocketFactory().createSocket("localhost", router.port("api-ssl"))) {
      socket.setSoTimeout(2_000);

      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }
}
