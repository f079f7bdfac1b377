package id.gerbang.app.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
  private static final Duration KEYTOOL = Duration.ofMinutes(1);

  @TempDir Path data;

  @Test
  void own_one_serves_a_browser_that_trusts_it() throws Exception {
    Certificate certificate = Certificate.own(data, Clock.systemUTC());

    assertThat(served(certificate, "127.0.0.1")).isEqualTo(certificate.shown());
    assertThat(served(certificate, "localhost")).isEqualTo(certificate.shown());
    assertThat(certificate.shown().getPublicKey().getAlgorithm()).isEqualTo("EC");
    try (Stream<Path> files = Files.list(data.resolve("tls"))) {
      assertThat(files.toList())
          .hasSize(2)
          .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }
    assertThat(certificate.toString()).doesNotContain(certificate.storePassword());
  }

  @Test
  void own_one_stays_the_same_until_thirty_days_before_its_end() {
    Certificate first = Certificate.own(data, Clock.systemUTC());
    assertThat(Certificate.own(data, endOf(first, -31))).isEqualTo(first);

    Certificate renewed = Certificate.own(data, endOf(first, -29));
    assertThat(renewed.shown().getSerialNumber()).isNotEqualTo(first.shown().getSerialNumber());
    assertThat(renewed.storePassword()).isEqualTo(first.storePassword());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void the_isps_chain_and_pkcs8_key_serve_a_browser(String algorithm) throws Exception {
    Issued issued = Issued.make(data, algorithm);
    Certificate certificate = issued.load(pem("PRIVATE KEY", issued.key().getEncoded()));
    assertThat(served(certificate, "127.0.0.1")).isEqualTo(issued.leaf());
    assertThat(mode(certificate.store())).isEqualTo("rw-------");
  }

  @Test
  void a_chain_is_shown_whole() throws Exception {
    Issued issued = Issued.makeUnderAuthority(data);
    Certificate certificate = issued.load(pem("PRIVATE KEY", issued.key().getEncoded()));
    var keys =
        KeyStore.getInstance(
            certificate.store().toFile(), certificate.storePassword().toCharArray());
    assertThat(keys.getCertificateChain(Certificate.ALIAS))
        .hasSize(2)
        .containsExactlyElementsOf(issued.chain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void a_key_in_the_older_form_is_read(String algorithm) throws Exception {
    Issued issued = Issued.make(data, algorithm);
    String parameters = pem("EC PARAMETERS", new byte[] {6, 1, 0});
    String key = pem(algorithm + " PRIVATE KEY", lastOctetString(issued.key().getEncoded()));
    assertThat(served(issued.load(parameters + key), "127.0.0.1")).isEqualTo(issued.leaf());
  }

  @Test
  void what_does_not_fit_together_is_refused_with_the_names_of_both_files() throws Exception {
    Issued issued = Issued.make(Files.createDirectory(data.resolve("a")), "RSA");
    Issued other = Issued.make(Files.createDirectory(data.resolve("b")), "RSA");
    assertThatThrownBy(() -> issued.load(pem("PRIVATE KEY", other.key().getEncoded())))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("GERBANG_TLS_CERT")
        .hasMessageContaining("does not belong to the first certificate");
    assertThatThrownBy(() -> issued.load(pem("ENCRYPTED PRIVATE KEY", new byte[9])))
        .hasMessageContaining("locked with a password");
    assertThatThrownBy(() -> issued.load("nothing")).hasMessageContaining("no private key in");
  }

  private static Clock endOf(Certificate certificate, int days) {
    return Clock.fixed(
        certificate.shown().getNotAfter().toInstant().plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }

  /** A TLS handshake with the name checked; what the client was shown. */
  private static X509Certificate served(Certificate certificate, String name) throws Exception {
    char[] password = certificate.storePassword().toCharArray();
    var keys = KeyStore.getInstance(certificate.store().toFile(), password);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    var serverSide = SSLContext.getInstance("TLS");
    serverSide.init(managers.getKeyManagers(), null, null);

    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("it", certificate.shown());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var clientSide = SSLContext.getInstance("TLS");
    clientSide.init(null, trust.getTrustManagers(), null);

    InetAddress here = InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1});
    try (var listener =
            (SSLServerSocket) serverSide.getServerSocketFactory().createServerSocket(0, 1, here);
        var client =
            (SSLSocket) clientSide.getSocketFactory().createSocket(here, listener.getLocalPort())) {
      var answered =
          CompletableFuture.runAsync(
              () -> {
                try (var socket = listener.accept()) {
                  socket.getOutputStream().write("hello".getBytes(UTF_8));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      var parameters = client.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.setSSLParameters(parameters);
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
      answered.join();
      return (X509Certificate) client.getSession().getPeerCertificates()[0];
    }
  }

  private static String pem(String label, byte[] octets) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets), label);
  }

  /**
   * The key inside PKCS #8: everything behind the header of the OCTET STRING that reaches to the
   * end.
   */
  private static byte[] lastOctetString(byte[] pkcs8) {
    for (int at = 5; ; at++) {
      if (pkcs8[at] != 4) {
        continue;
      }
      int first = pkcs8[at + 1] & 0xFF;
      int header = first < 0x80 ? 2 : 2 + (first & 0x7F);
      int length = first;
      for (int i = 2; i < header; i++) {
        length = (i == 2 ? 0 : length << 8) | (pkcs8[at + i] & 0xFF);
      }
      if (at + header + length == pkcs8.length) {
        return Arrays.copyOfRange(pkcs8, at + header, pkcs8.length);
      }
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** What an authority hands out, made with keytool. */
  private record Issued(Path directory, List<X509Certificate> chain, PrivateKey key) {

    static Issued make(Path directory, String algorithm)
        throws IOException, GeneralSecurityException {
      keytool(
          directory,
          "-genkeypair",
          "-alias",
          "it",
          "-keyalg",
          algorithm,
          "-dname",
          "CN=ISP",
          "-ext",
          "SAN=ip:127.0.0.1",
          "-ext",
          "BC=ca:true");
      return read(directory);
    }

    static Issued makeUnderAuthority(Path directory) throws IOException, GeneralSecurityException {
      keytool(
          directory,
          "-genkeypair",
          "-alias",
          "authority",
          "-keyalg",
          "RSA",
          "-dname",
          "CN=CA",
          "-ext",
          "BC=ca:true");
      keytool(
          directory,
          "-genkeypair",
          "-alias",
          "it",
          "-keyalg",
          "EC",
          "-dname",
          "CN=leaf",
          "-signer",
          "authority");
      return read(directory);
    }

    X509Certificate leaf() {
      return chain.get(0);
    }

    Certificate load(String keyText) throws IOException {
      var text = new StringBuilder("Bag Attributes\n");
      for (X509Certificate certificate : chain) {
        try {
          text.append(pem("CERTIFICATE", certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
          throw new IOException(e);
        }
      }
      Path chainFile = Files.writeString(directory.resolve("fullchain.pem"), text);
      Path keyFile = Files.writeString(directory.resolve("privkey.pem"), keyText);
      return Certificate.of(directory, chainFile, keyFile);
    }

    private static Issued read(Path directory) throws IOException, GeneralSecurityException {
      var keys = KeyStore.getInstance(store(directory).toFile(), "secret".toCharArray());
      var chain = new ArrayList<X509Certificate>();
      for (var certificate : keys.getCertificateChain("it")) {
        chain.add((X509Certificate) certificate);
      }
      return new Issued(directory, chain, (PrivateKey) keys.getKey("it", "secret".toCharArray()));
    }

    private static Path store(Path directory) {
      return directory.resolve("made.p12");
    }

    private static void keytool(Path directory, String... words) {
      var all =
          new ArrayList<>(
              List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
      all.addAll(List.of(words));
      all.addAll(List.of("-storepass", "secret", "-keystore", store(directory).toString()));
      Command.Result made = new Command(all.toArray(String[]::new)).run(KEYTOOL);
      assertThat(made.succeeded()).as(made.output()).isTrue();
    }
  }
}
