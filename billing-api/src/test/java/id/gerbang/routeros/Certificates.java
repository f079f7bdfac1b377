package id.gerbang.routeros;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An ISP's authority and what it issued for 127.0.0.1, made with Java's keytool. */
public final class Certificates {

  private static final String PASSWORD = "changeit";

  private final Path file;

  private Certificates(Path file) {
    this.file = file;
  }

  /** authority, right, expired, elsewhere; stranger is signed by itself. */
  public static Certificates in(Path folder) throws Exception {
    Certificates all = new Certificates(folder.resolve("all.p12"));
    all.make("authority", "-ext", "bc:c");
    all.make("stranger", "-ext", "bc:c", "-ext", "san=ip:127.0.0.1");
    all.make("right", "-signer", "authority", "-ext", "san=ip:127.0.0.1");
    all.make("elsewhere", "-signer", "authority", "-ext", "san=ip:127.0.0.9");
    all.make(
        "expired",
        "-signer",
        "authority",
        "-ext",
        "san=ip:127.0.0.1",
        "-startdate",
        "-10d",
        "-validity",
        "5");
    return all;
  }

  String pem(String alias) throws GeneralSecurityException, IOException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate(alias).getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  public String sha256(String alias) throws GeneralSecurityException, IOException {
    return hex(certificate(alias).getEncoded());
  }

  String sha256OfKey(String alias) throws GeneralSecurityException, IOException {
    return hex(certificate(alias).getPublicKey().getEncoded());
  }

  /** A server that shows this one. */
  public SSLContext showing(String alias) throws GeneralSecurityException, IOException {
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    char[] password = PASSWORD.toCharArray();
    KeyStore all = store();
    one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private X509Certificate certificate(String alias) throws GeneralSecurityException, IOException {
    return (X509Certificate) store().getCertificate(alias);
  }

  private KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      all.load(in, PASSWORD.toCharArray());
    }
    return all;
  }

  private void make(String alias, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Path log = Files.createTempFile(file.getParent(), alias, ".log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
  }

  private static String hex(byte[] octets) throws GeneralSecurityException {
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
  }
}
