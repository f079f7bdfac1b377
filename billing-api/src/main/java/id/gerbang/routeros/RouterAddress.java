package id.gerbang.routeros;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where a router is and how it is spoken to.
 *
 * @param host name or address
 * @param connect how long the connection may take, without the name's resolution
 * @param answer how long the router may be silent while an answer is due, greeting and login too
 */
public record RouterAddress(
    String host,
    int port,
    Protocol protocol,
    String user,
    Password password,
    Trust trust,
    Duration connect,
    Duration answer) {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,255}");
  private static final int LAST_PORT = 0xffff;
  private static final Duration LONGEST = Duration.ofHours(1);

  /** The services of {@code /ip/service}, by their default ports. */
  public enum Protocol {
    API(8728),
    API_SSL(8729),
    /** Version 7.1 and later, in the clear. */
    REST(80),
    REST_SSL(443);

    private final int port;

    Protocol(int port) {
      this.port = port;
    }

    public int defaultPort() {
      return port;
    }
  }

  public RouterAddress {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("host is a name or an address, without a port");
    }
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("port is not within 1.." + LAST_PORT);
    }
    if (!isPatience(connect) || !isPatience(answer)) {
      throw new IllegalArgumentException("timeouts are longer than 0 and at most " + LONGEST);
    }
  }

  /** At the protocol's port, with 5 s to connect and 15 s to answer. */
  public static RouterAddress of(String host, Protocol protocol, String user, Password password) {
    return new RouterAddress(
        host,
        protocol.defaultPort(),
        protocol,
        user,
        password,
        Trust.javas(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15));
  }

  public RouterAddress atPort(int other) {
    return new RouterAddress(host, other, protocol, user, password, trust, connect, answer);
  }

  /** The same router by another login. */
  public RouterAddress as(String otherUser, Password itsPassword) {
    return new RouterAddress(host, port, protocol, otherUser, itsPassword, trust, connect, answer);
  }

  public RouterAddress trusting(Trust other) {
    return new RouterAddress(host, port, protocol, user, password, other, connect, answer);
  }

  public RouterAddress waiting(Duration forConnection, Duration forAnswer) {
    return new RouterAddress(host, port, protocol, user, password, trust, forConnection, forAnswer);
  }

  /** For people and thread names. */
  String where() {
    return host + " port " + port;
  }

  private static boolean isPatience(Duration duration) {
    return duration.toMillis() > 0 && duration.compareTo(LONGEST) <= 0;
  }
}
