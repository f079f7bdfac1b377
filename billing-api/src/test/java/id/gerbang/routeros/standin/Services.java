package id.gerbang.routeros.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** `/ip/service`: the ports that a router listens on, and who is connected to its binary API. */
final class Services {

  private static final int SESSIONS = 20;

  private final Machine router;
  private final String address;
  private final @Nullable SSLContext tls;
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, AutoCloseable> listening = new HashMap<>();
  private final Set<BinaryApi> connections = ConcurrentHashMap.newKeySet();
  private boolean open;

  Services(Machine router, String address, @Nullable SSLContext tls) {
    this.router = router;
    this.address = address;
    this.tls = tls;
  }

  int port(String service) {
    return Optional.ofNullable(ports.get(service)).orElseThrow();
  }

  void open() {
    synchronized (Machine.LOCK) {
      open = true;
      listen();
    }
  }

  /** A service was set: what is enabled listens and what is not does not. */
  void changed() {
    if (open) {
      listen();
    }
  }

  private void listen() {
    for (String service : List.of("api", "api-ssl", "www", "www-ssl")) {
      Optional<Row> row = router.tree().named("/ip/service", service);
      boolean enabled = row.filter(Row::isEnabled).isPresent();
      if (!enabled) {
        ports.computeIfAbsent(service, name -> freePort());
        stop(service);
      } else if (!listening.containsKey(service)) {
        listen(service);
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen(String service) {
    try {
      InetSocketAddress where = new InetSocketAddress(address, ports.getOrDefault(service, 0));
      SSLContext context = service.endsWith("-ssl") ? tls : null;
      if (service.startsWith("www")) {
        RestApi rest = new RestApi(router, service, where, context);
        ports.put(service, rest.port());
        listening.put(service, rest);
        return;
      }
      ServerSocket socket =
          context == null
              ? new ServerSocket()
              : context.getServerSocketFactory().createServerSocket();
      socket.setReuseAddress(true);
      socket.bind(where);
      ports.put(service, socket.getLocalPort());
      Thread acceptor = new Thread(() -> accept(service, socket), "standin-" + service);
      acceptor.setDaemon(true);
      acceptor.start();
      listening.put(
          service,
          () -> {
            // The port is free when nobody waits on it any more.
            socket.close();
            acceptor.join();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(String service, ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        // An answer is several sentences: each would wait until the one before is acknowledged.
        socket.setTcpNoDelay(true);
        BinaryApi connection = new BinaryApi(router, socket, service);
        connections.add(connection);
        Thread thread = new Thread(connection, "standin-api");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        // The port is closed, or the other side was quicker: the next one is waited for.
      }
    }
  }

  /** Whether the service's `address` list lets this one in. */
  boolean lets(String service, InetAddress from) {
    synchronized (Machine.LOCK) {
      String list =
          router.tree().named("/ip/service", service).map(row -> row.get("address")).orElse("");
      return isIn(list, from);
    }
  }

  /** An empty list holds everybody. */
  static boolean isIn(String list, InetAddress from) {
    return list.isEmpty()
        || List.of(list.split(",")).stream()
            .anyMatch(one -> Ip4.Prefix.of(one).holds(from.getHostAddress()));
  }

  /** Who is signed in over the binary API. */
  void settle() {
    Map<String, Map<String, String>> active = new LinkedHashMap<>();
    connections.forEach(
        connection ->
            connection
                .user()
                .ifPresent(
                    user ->
                        active.put(
                            Integer.toString(System.identityHashCode(connection)),
                            Map.of("name", user, "address", connection.from(), "via", "api"))));
    router.tree().derive("/user/active", "api", active);
  }

  boolean isFull() {
    synchronized (Machine.LOCK) {
      int most =
          router
              .tree()
              .named("/ip/service", "api")
              .flatMap(row -> row.find("max-sessions"))
              .map(Integer::parseInt)
              .orElse(SESSIONS);
      return connections.size() > most;
    }
  }

  /** Rows may have changed: connections that listen are told. */
  void tell() {
    connections.forEach(BinaryApi::changed);
  }

  void ended(BinaryApi connection) {
    connections.remove(connection);
  }

  void dropConnections() {
    new ArrayList<>(connections).forEach(BinaryApi::drop);
  }

  /** The ports close; who is connected stays so. */
  void stopListening() {
    synchronized (Machine.LOCK) {
      open = false;
      List.copyOf(listening.keySet()).forEach(this::stop);
    }
  }

  private void stop(String service) {
    AutoCloseable listener = listening.remove(service);
    if (listener != null) {
      try {
        listener.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
