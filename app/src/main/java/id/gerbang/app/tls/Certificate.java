package id.gerbang.app.tls;

import id.gerbang.app.start.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;

/**
 * The certificate that the HTTP server shows, with its private key, in a PKCS12 store beside our
 * other secrets.
 */
public record Certificate(Path store, String storePassword, X509Certificate shown) {
  static final String ALIAS = "gerbang";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Our own: made at the first start, and again when its end is near. */
  public static Certificate own(Path dataDirectory, Clock clock) {
    Path directory = directory(dataDirectory);
    try {
      return new OwnCertificate(directory.resolve("own.p12"), clock).readOrMake();
    } catch (IOException | GeneralSecurityException e) {
      throw new CannotStartException(
          "The certificate in %s cannot be used (%s). Delete the directory, and the next start makes another."
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /** The ISP's, from the PEM files that its authority gave it; read anew at each start. */
  public static Certificate of(Path dataDirectory, Path chainFile, Path keyFile) {
    Path store = directory(dataDirectory).resolve("isp.p12");
    try {
      String password = randomPassword();
      KeyStore keys = new PemFiles(chainFile, keyFile).keyStore(password.toCharArray());
      try (var out = PrivateFile.open(store)) {
        keys.store(out, password.toCharArray());
      }
      return read(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new CannotStartException(
          "The certificate in %s (GERBANG_TLS_CERT) and %s (GERBANG_TLS_KEY) cannot be used: %s"
              .formatted(chainFile, keyFile, e.getMessage()),
          e);
    }
  }

  static Certificate read(Path store, String password)
      throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    if (keys.getCertificate(ALIAS) instanceof X509Certificate shown) {
      return new Certificate(store, password, shown);
    }
    throw new GeneralSecurityException("no certificate named " + ALIAS + " in " + store);
  }

  static String randomPassword() {
    byte[] octets = new byte[24];
    RANDOM.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  private static Path directory(Path dataDirectory) {
    try {
      return Files.createDirectories(
          dataDirectory.resolve("tls"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new CannotStartException("Cannot make the directory tls in " + dataDirectory, e);
    }
  }

  @Override
  public String toString() {
    return "Certificate[" + shown.getSubjectX500Principal() + " in " + store + "]";
  }
}
