package id.gerbang.radius;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A router's socket on a loopback address of its own: octets out, octets in. */
public final class Nas implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration A_WHILE = Duration.ofMillis(400);

  private final DatagramSocket socket;

  /** Octets that came, and from where. */
  public record Heard(byte[] octets, InetSocketAddress sender) {}

  public Nas(String address) throws IOException {
    this(address, 0);
  }

  public Nas(String address, int port) throws IOException {
    socket = new DatagramSocket(port, InetAddress.getByName(address));
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Sends to a port of the server. */
  public void send(int port, byte[] octets) throws IOException {
    send(new InetSocketAddress("127.0.0.1", port), octets);
  }

  public void send(InetSocketAddress to, byte[] octets) throws IOException {
    socket.send(new DatagramPacket(octets, octets.length, to));
  }

  public Optional<Heard> hear(Duration patience) throws IOException {
    DatagramPacket datagram = new DatagramPacket(new byte[4_096], 4_096);
    socket.setSoTimeout((int) patience.toMillis());
    try {
      socket.receive(datagram);
    } catch (SocketTimeoutException nothing) {
      return Optional.empty();
    }
    return Optional.of(
        new Heard(
            Arrays.copyOf(datagram.getData(), datagram.getLength()),
            (InetSocketAddress) datagram.getSocketAddress()));
  }

  public Heard hear() throws IOException {
    return hear(PATIENCE).orElseThrow(() -> new AssertionError("nothing came"));
  }

  public byte[] ask(int port, byte[] octets) throws IOException {
    send(port, octets);
    return hear().octets();
  }

  /**
   * The same octets over and over, as a router does to a server that is silent at first; late
   * answers to what was asked before are passed over.
   */
  public byte[] insist(int port, byte[] octets) throws IOException {
    for (int tries = 0; tries < 100; tries++) {
      send(port, octets);
      Optional<Heard> heard = hear(PATIENCE.dividedBy(100));
      while (heard.isPresent() && heard.get().octets()[1] != octets[1]) {
        heard = hear(PATIENCE.dividedBy(100));
      }
      if (heard.isPresent()) {
        return heard.get().octets();
      }
    }
    throw new AssertionError("nothing came");
  }

  /** Whether nothing comes back for a while. */
  public boolean isIgnored(int port, byte[] octets) throws IOException {
    send(port, octets);
    return hear(A_WHILE).isEmpty();
  }

  @Override
  public void close() {
    socket.close();
  }
}
