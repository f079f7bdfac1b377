package id.gerbang.radius.listen;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of one port. An answer leaves from the address of its socket, and a router believes
 * only the address that it asked; from a socket that listens everywhere the system chooses it. So a
 * port that listens everywhere has sockets at each of the machine's addresses too: the system gives
 * a datagram to the one that names its address.
 */
final class PortSockets implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PortSockets.class);

  /**
   * More addresses than a RADIUS server has: of a machine that has more, the wildcard answers the
   * rest, and none that comes takes another's place.
   */
  private static final int MOST_ADDRESSES = 16;

  private final int each;
  private final Opener opener;
  private final Supplier<Set<InetAddress>> machines;
  private final List<PortSocket> configured;
  private final Map<InetAddress, List<PortSocket>> own = new HashMap<>();
  private final Set<InetAddress> refused = new HashSet<>();
  private boolean reading = true;
  private boolean blind;

  /** Opens one of the sockets of an address; which one may say who serves it. */
  interface Opener {
    PortSocket open(InetSocketAddress address, int number);
  }

  /**
   * @param each how many at one address
   * @param machines the addresses that the machine has at present; asked where the port listens
   *     everywhere
   */
  PortSockets(
      InetSocketAddress address, int each, Opener opener, Supplier<Set<InetAddress>> machines) {
    this.each = each;
    this.opener = opener;
    this.machines = address.getAddress().isAnyLocalAddress() ? machines : Set::of;
    this.configured = open(new InetSocketAddress(address.getAddress(), free(address)));
    look();
  }

  /** Sockets for addresses that have come; none for those that have gone. */
  synchronized void look() {
    if (!reading) {
      return;
    }
    try {
      follow(machines.get());
      blind = false;
    } catch (RuntimeException | Error e) {
      if (!blind) {
        log.warn("the addresses of this machine are looked at again later: {}", e.toString());
      }
      blind = true;
    }
  }

  private void follow(Set<InetAddress> present) {
    refused.retainAll(present);
    own.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !present.contains(entry.getKey());
              if (gone) {
                entry.getValue().forEach(PortSocket::close);
              }
              return gone;
            });
    for (InetAddress address : present) {
      if (!own.containsKey(address) && own.size() < MOST_ADDRESSES) {
        openOwn(address);
      }
    }
  }

  /** An address may be gone again, or not be ready yet: until the next look it has none. */
  private void openOwn(InetAddress address) {
    try {
      own.put(address, open(new InetSocketAddress(address, port())));
    } catch (IllegalStateException e) {
      if (refused.add(address)) {
        log.warn("who asks {} may be answered from another address: {}", address, e.getMessage());
      }
    }
  }

  private List<PortSocket> open(InetSocketAddress address) {
    List<PortSocket> opened = new ArrayList<>();
    try {
      for (int number = 0; number < each; number++) {
        opened.add(opener.open(address, number));
      }
    } catch (RuntimeException e) {
      opened.forEach(PortSocket::close);
      throw e;
    }
    return opened;
  }

  /**
   * The port, which is free; any where it is 0. By SO_REUSEPORT a second server would share it
   * unseen, and be given another's as a free one: a plain socket finds out.
   */
  private static int free(InetSocketAddress address) {
    try (DatagramSocket probe = new DatagramSocket(address)) {
      return probe.getLocalPort();
    } catch (SocketException e) {
      throw new IllegalStateException(
          "UDP "
              + PortSocket.text(address)
              + " can't be opened ("
              + e.getMessage()
              + "). Another RADIUS server? GERBANG_AUTH_PORT and GERBANG_ACCT_PORT move ours.",
          e);
    }
  }

  int port() {
    return configured.get(0).port();
  }

  /** A quiet socket asks for nothing, and would keep what it remembers. */
  synchronized void expire() {
    all().forEach(PortSocket::expire);
  }

  /** The shortest time that one of them remembers an answer at present. */
  synchronized long windowNanos() {
    return all().stream().mapToLong(PortSocket::windowNanos).min().orElse(0);
  }

  /** No new work from here on. */
  synchronized void stopReading() {
    reading = false;
    all().forEach(PortSocket::stopReading);
  }

  @Override
  public synchronized void close() {
    reading = false;
    all().forEach(PortSocket::close);
  }

  private List<PortSocket> all() {
    List<PortSocket> all = new ArrayList<>(configured);
    own.values().forEach(all::addAll);
    return all;
  }
}
