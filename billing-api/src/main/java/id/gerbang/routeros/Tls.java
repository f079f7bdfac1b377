package id.gerbang.routeros;

import id.gerbang.routeros.RouterOsException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS to a router, by its {@link Trust}. */
final class Tls {

  private static final String UNKNOWN_ISSUER = "unable to find valid certification path";

  private Tls() {}

  static SSLContext context(Trust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trust), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS can't be set up with this trust", e);
    }
  }

  /** Shakes hands on a connected socket, which is closed when that takes too long. */
  static Socket over(Socket tcp, RouterAddress address) {
    Kind[] late = {Kind.TLS_REFUSED};
    try (Deadline ignored =
        new Deadline(
            address.answer(),
            () -> {
              late[0] = Kind.NO_ANSWER;
              Tcp.close(tcp);
            })) {
      SSLSocket tls =
          (SSLSocket)
              context(address.trust())
                  .getSocketFactory()
                  .createSocket(tcp, address.host(), address.port(), true);
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return tls;
    } catch (IOException e) {
      throw refused(e, late[0]);
    }
  }

  /**
   * @param otherwise what it is when no certificate is the reason
   */
  static RouterOsException refused(IOException e, Kind otherwise) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof NotThePinnedOne) {
        return new RouterOsException(Kind.OTHER_CERTIFICATE, String.valueOf(cause.getMessage()), e);
      }
      if (cause instanceof CertificateException) {
        return new RouterOsException(Kind.CERTIFICATE_NOT_TRUSTED, reason(cause), e);
      }
    }
    return new RouterOsException(otherwise, Tcp.words(e), e);
  }

  private static String reason(Throwable of) {
    Throwable last = of;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String words = String.valueOf(last.getMessage());
    if (last instanceof CertificateExpiredException) {
      return "it is no longer valid, " + words;
    }
    if (last instanceof CertificateNotYetValidException) {
      return "it is not yet valid, " + words;
    }
    return words.contains(UNKNOWN_ISSUER) ? "it was issued by somebody else" : words;
  }

  /** Null: Java's own. */
  private static TrustManager @Nullable [] managers(Trust trust)
      throws GeneralSecurityException, IOException {
    if (trust instanceof Trust.Pinned pinned) {
      return new TrustManager[] {new PinnedCertificate(pinned.sha256())};
    }
    if (trust instanceof Trust.Authority authority) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      List<X509Certificate> certificates = authority.certificates();
      for (int i = 0; i < certificates.size(); i++) {
        trusted.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return factory.getTrustManagers();
    }
    return null;
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static final class NotThePinnedOne extends CertificateException {
    NotThePinnedOne(String sha256) {
      super("its SHA-256 is " + sha256);
    }
  }

  /** Asks for nothing but that it is the one; so it may be old, self-signed and nameless. */
  private static final class PinnedCertificate extends X509ExtendedTrustManager {
    private final String sha256;

    PinnedCertificate(String sha256) {
      this.sha256 = sha256;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      String shown = sha256(chain[0].getEncoded());
      if (!shown.equals(sha256) && !sha256(chain[0].getPublicKey().getEncoded()).equals(sha256)) {
        throw new NotThePinnedOne(shown);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
