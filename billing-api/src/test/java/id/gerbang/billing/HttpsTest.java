package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.database.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {

  private static final String PASSWORD = "sandi-tls";

  @Test
  void the_same_answers_come_over_tls(@TempDir Path folder) throws Exception {
    Path keyStore = folder.resolve("tls.p12");
    makeCertificate(keyStore);
    BillingConfig config =
        new BillingConfig(
            TestDatabase.fresh(),
            RunningBilling.newKey(),
            ZoneId.of("Asia/Jakarta"),
            Locale.ENGLISH,
            new HttpConfig(0, Optional.of(new HttpConfig.Https(0, keyStore, PASSWORD)), 0),
            RunningBilling.DICTIONARY,
            Optional.empty(),
            Duration.ofMinutes(1),
            24);
    assertThat(config.toString()).doesNotContain(PASSWORD);
    try (BillingService service = BillingService.start(config, Clock.systemUTC(), List.of())) {
      assertThat(service.httpsPort()).isPositive().isNotEqualTo(service.httpPort());
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .sslContext(trusting(keyStore))
              .build()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("https://127.0.0.1:" + service.httpsPort() + "/"))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  private static void makeCertificate(Path keyStore) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "gerbang",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=gerbang",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static SSLContext trusting(Path file) throws Exception {
    KeyStore keyStore = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keyStore.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("gerbang", keyStore.getCertificate("gerbang"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
