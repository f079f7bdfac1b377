package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/** Which certificate of a router is believed. */
public sealed interface Trust {

  /** What this Java believes: certificates of public authorities. */
  static Trust javas() {
    return new Javas();
  }

  /**
   * This one certificate, whoever issued it, until whenever it is valid, whatever it names.
   *
   * @param sha256 of the certificate, as the router shows it, or of its public key, in hex; colons
   *     and spaces are allowed
   */
  static Trust pinned(String sha256) {
    return new Pinned(sha256);
  }

  /**
   * What this authority issued, valid now, and for the host as it is addressed.
   *
   * @param pem one certificate or several
   */
  static Trust authority(String pem) {
    try {
      return new Authority(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList());
    } catch (CertificateException e) {
      throw new IllegalArgumentException("no certificate in PEM", e);
    }
  }

  /** As {@link Trust#javas}. */
  record Javas() implements Trust {}

  /** As {@link Trust#pinned}; in lower case without colons. */
  record Pinned(String sha256) implements Trust {
    public Pinned {
      sha256 = sha256.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("a SHA-256 fingerprint has 64 hexadecimal digits");
      }
    }
  }

  /** As {@link Trust#authority}. */
  record Authority(List<X509Certificate> certificates) implements Trust {
    public Authority {
      certificates = List.copyOf(certificates);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("no certificate of an authority");
      }
    }
  }
}
