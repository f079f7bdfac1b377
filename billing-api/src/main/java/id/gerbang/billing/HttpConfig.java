package id.gerbang.billing;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the API listens. Port 0 takes any free one. The admin port is on loopback alone.
 *
 * @param https absent: plain HTTP only
 */
public record HttpConfig(int httpPort, Optional<Https> https, int adminPort) {

  /** A port with TLS, and the PKCS12 file of its key and certificate. */
  public record Https(int port, Path keyStore, String password) {

    @Override
    public String toString() {
      return "Https[" + port + ", " + keyStore + "]";
    }
  }
}
