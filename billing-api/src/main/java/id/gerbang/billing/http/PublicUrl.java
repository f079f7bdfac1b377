package id.gerbang.billing.http;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The address at which customers and gateways reach us: it stands in every link and QR code. */
public final class PublicUrl {

  private final Optional<URI> configured;
  private final String ownAddress;
  private final IntSupplier port;

  /**
   * @param configured with scheme and host, without a path; absent: this machine's address is found
   * @param port of plain HTTP, asked for when it is open
   */
  public PublicUrl(Optional<URI> configured, IntSupplier port) {
    this.configured = configured;
    this.ownAddress = configured.isPresent() ? "" : ownAddress();
    this.port = port;
  }

  /**
   * @param path beginning with a slash
   */
  public String of(String path) {
    return configured
            .map(url -> url.getScheme() + "://" + url.getRawAuthority())
            .orElseGet(() -> "http://" + ownAddress + ":" + port.getAsInt())
        + path;
  }

  /** The host that somebody configured. */
  public Optional<String> host() {
    return configured.map(URI::getHost);
  }

  /** The address that packets to elsewhere would leave from; connecting a UDP socket sends none. */
  private static String ownAddress() {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 9));
      InetAddress address = socket.getLocalAddress();
      return address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    } catch (IOException | java.io.UncheckedIOException noRoute) {
      return "127.0.0.1";
    }
  }
}
