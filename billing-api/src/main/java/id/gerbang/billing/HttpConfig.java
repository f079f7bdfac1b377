package id.gerbang.billing;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the API listens. Port 0 takes any free one. The admin port is on loopback alone.
 *
 * @param https absent: plain HTTP only
 * @param publicUrl scheme and host in every link and callback; absent: found
 * @param trustedProxy whose X-Forwarded headers are believed
 */
public record HttpConfig(
    int httpPort,
    Optional<Https> https,
    int adminPort,
    Optional<URI> publicUrl,
    Predicate<InetAddress> trustedProxy) {

  /** With links to this machine's own address, and no proxy in front. */
  public HttpConfig(int httpPort, Optional<Https> https, int adminPort) {
    this(httpPort, https, adminPort, Optional.empty(), address -> false);
  }

  /** Whether who asks can do so over TLS: here, or at a proxy in front. */
  boolean isOverTls() {
    return https.isPresent()
        || publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
  }

  /** A port with TLS, and the PKCS12 file of its key and certificate. */
  public record Https(int port, Path keyStore, String password) {

    @Override
    public String toString() {
      return "Https[" + port + ", " + keyStore + "]";
    }
  }
}
