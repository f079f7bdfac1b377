package id.gerbang.app;

import id.gerbang.radius.accounting.Retention;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How this installation is set up: {@code conf/*.yml} under the environment, checked.
 *
 * @param routerLooks how often each router that has an API is looked at
 */
public record Settings(
    Path data,
    Optional<Database> database,
    Path keyFile,
    Radius radius,
    Retention retention,
    Http http,
    Duration routerLooks,
    Locale language,
    ZoneId zone) {

  /** The ISP's own PostgreSQL; without one there is the embedded. */
  public record Database(String url, String user, String password) {
    @Override
    public String toString() {
      return url + " as " + user;
    }
  }

  /**
   * Where RADIUS listens, which address of ours CoA requests come from, how many a second one
   * router gets, and where attributes have their names. Port 0 is any free one.
   */
  public record Radius(
      InetAddress address,
      int authPort,
      int acctPort,
      Optional<InetAddress> coaAddress,
      int actsPerSecond,
      Path dictionary) {}

  /** Where the console and the API listen, and what is in front of them. Port 0 is any free one. */
  public record Http(
      int port,
      int adminPort,
      int httpsPort,
      Optional<TlsFiles> tls,
      Optional<URI> publicUrl,
      List<AddressRange> trustedProxies) {}

  /** The ISP's own certificate chain and private key, as PEM. */
  public record TlsFiles(Path chain, Path key) {}
}
