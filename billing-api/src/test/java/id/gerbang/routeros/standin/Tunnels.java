package id.gerbang.routeros.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BiFunction;

/** SSTP and EoIP of routers that are wired together: up when both ends agree, and only then. */
final class Tunnels {

  /** An SSTP session: the inner address of each side. */
  record Sstp(Machine server, String local, Machine client, String remote, Row dialled) {}

  /** What is wrong with a client's wish; SSTP's `status` says it. */
  private static final class Refused extends RuntimeException {
    Refused(String status) {
      super(status, null, false, false);
    }
  }

  private static final Map<Row, Instant> LAST_HEARD = new WeakHashMap<>();
  private static final Map<Row, String> AS_HEARD = new WeakHashMap<>();
  private static final Duration WRONG_CLOCK = Duration.ofDays(365);

  private final Set<Machine> routers;
  private final List<Sstp> sessions = new ArrayList<>();
  private final Map<Row, Row> peers = new HashMap<>();

  Tunnels(Set<Machine> routers) {
    this.routers = routers;
  }

  /** The far end of each EoIP interface that has one. */
  Map<Row, Row> peers() {
    return peers;
  }

  void settleSstp() {
    for (Machine client : routers) {
      for (Row row : client.tree().rows("/interface/sstp-client")) {
        String status = row.isEnabled() ? "connecting..." : "disabled";
        row.state.put("running", "false");
        if (row.isEnabled()) {
          try {
            sessions.add(dial(client, row));
            row.state.put("running", "true");
            status = "connected";
          } catch (Refused refused) {
            status = String.valueOf(refused.getMessage());
          }
        }
        client.sstpStatuses().put(row.name(), status);
      }
    }
    routers.forEach(this::deriveSessions);
  }

  private Sstp dial(Machine client, Row row) {
    String[] to = row.get("connect-to").split(":", -1);
    Wire wire = wireTo(client, to[0]);
    Machine server = wire.other(client);
    Row settings = server.tree().single("/interface/sstp-server/server");
    String port = to.length > 1 ? to[1] : row.get("port");
    if (!settings.is("enabled") || !settings.get("port").equals(port)) {
      throw new Refused("connecting...");
    }
    requireCertificates(client, row, settings);
    Set<String> methods = new HashSet<>(List.of(row.get("authentication").split(",")));
    if (Arrays.stream(settings.get("authentication").split(",")).noneMatch(methods::contains)) {
      throw new Refused("terminating... - authentication failed");
    }
    Row profile = settings;
    String local = "";
    String remote = "";
    Optional<Row> secret = secret(server, row.get("user"));
    if (secret.isPresent()) {
      if (!secret.get().get("password").equals(row.get("password"))) {
        throw new Refused("terminating... - authentication failed");
      }
      profile = profile(server, secret.get().get("profile"));
      local = secret.get().get("local-address");
      remote = secret.get().get("remote-address");
    } else {
      profile = profile(server, settings.get("default-profile"));
      remote = askRadius(server, row);
    }
    requireEncryption(profile(client, row.get("profile")), profile);
    local = address(server, local.isEmpty() ? profile.get("local-address") : local);
    remote = address(server, remote.isEmpty() ? profile.get("remote-address") : remote);
    if (local.isEmpty() || remote.isEmpty()) {
      throw new Refused("terminating... - could not determine address");
    }
    return new Sstp(server, local, client, remote, row);
  }

  /** The wire that leads to whoever has this address. */
  private static Wire wireTo(Machine client, String address) {
    for (Wire wire : client.wires()) {
      Machine other = wire.other(client);
      String port = wire.portOf(other);
      boolean has =
          other.tree().rows("/ip/address").stream()
              .anyMatch(
                  row ->
                      row.isEnabled()
                          && row.get("address").startsWith(address + "/")
                          && row.get("interface").equals(port));
      if (has && isUp(client, wire.portOf(client)) && isUp(other, port)) {
        return wire;
      }
    }
    throw new Refused("connecting...");
  }

  private static boolean isUp(Machine router, String name) {
    return router.tree().named("/interface", name).filter(row -> row.is("running")).isPresent();
  }

  private static void requireCertificates(Machine client, Row row, Row server) {
    boolean shown = !Set.of("", "none").contains(server.get("certificate"));
    boolean clockIsWrong = client.faults().clockError().abs().compareTo(WRONG_CLOCK) > 0;
    if (row.is("verify-server-certificate") && (!shown || clockIsWrong)) {
      throw new Refused("terminating... - server certificate verification failed");
    }
    if (server.is("verify-client-certificate") && row.get("certificate").equals("none")) {
      throw new Refused("terminating... - client certificate required");
    }
  }

  private static Optional<Row> secret(Machine server, String user) {
    return server.tree().rows("/ppp/secret").stream()
        .filter(row -> row.isEnabled() && row.name().equals(user))
        .filter(row -> Set.of("any", "sstp").contains(row.get("service")))
        .findFirst();
  }

  private static Row profile(Machine router, String name) {
    return router
        .tree()
        .named("/ppp/profile", name)
        .orElseThrow(() -> new Refused("terminating... - no profile"));
  }

  private static String askRadius(Machine server, Row row) {
    boolean asks =
        server.tree().single("/ppp/aaa").is("use-radius")
            && server.tree().rows("/radius").stream()
                .anyMatch(
                    radius ->
                        radius.isEnabled()
                            && List.of(radius.get("service").split(",")).contains("ppp"));
    BiFunction<String, String, Optional<String>> radius = server.radius();
    return Optional.of(asks)
        .filter(asked -> asked)
        .flatMap(asked -> radius.apply(row.get("user"), row.get("password")))
        .orElseThrow(() -> new Refused("terminating... - authentication failed"));
  }

  private static void requireEncryption(Row client, Row server) {
    if (isRefused(client, server) || isRefused(server, client)) {
      throw new Refused("terminating... - encryption negotiation failed");
    }
  }

  private static boolean isRefused(Row one, Row other) {
    return one.get("use-encryption").startsWith("require")
        && other.get("use-encryption").equals("no");
  }

  /** An address, or the first of the pool that has this name. */
  private static String address(Machine router, String addressOrPool) {
    return router
        .tree()
        .named("/ip/pool", addressOrPool)
        .map(pool -> pool.get("ranges").split("[-,/]", 2)[0])
        .orElse(addressOrPool);
  }

  private void deriveSessions(Machine router) {
    Map<String, Map<String, String>> active = new LinkedHashMap<>();
    Map<String, Map<String, String>> interfaces = new LinkedHashMap<>();
    Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
    for (Sstp session : sessions) {
      String user = session.dialled.get("user");
      String inside = "<sstp-" + user + ">";
      if (session.server == router) {
        active.put(user, active(session, user));
        interfaces.put(user, Map.of("name", inside, "user", user));
        addresses.put("server " + user, address(session.local, session.remote, inside));
      }
      if (session.client == router) {
        addresses.put(
            "client " + user, address(session.remote, session.local, session.dialled.name()));
      }
    }
    router.tree().derive("/ppp/active", "sstp", active);
    router.tree().derive("/interface/sstp-server", "sstp", interfaces);
    router.tree().derive("/ip/address", "sstp", addresses);
  }

  private static Map<String, String> address(String own, String other, String name) {
    return Map.of("address", own + "/32", "network", other, "interface", name);
  }

  private static Map<String, String> active(Sstp session, String user) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("name", user);
    row.put("service", "sstp");
    row.put("caller-id", outerAddress(session));
    row.put("address", session.remote);
    row.put("encoding", "AES256-CBC");
    row.put("radius", Boolean.toString(secret(session.server, user).isEmpty()));
    return row;
  }

  private static String outerAddress(Sstp session) {
    return session.client.tree().rows("/ip/address").stream()
        .filter(
            row ->
                row.get("interface")
                    .equals(
                        wireTo(session.client, session.dialled.get("connect-to").split(":", -1)[0])
                            .portOf(session.client)))
        .map(row -> row.get("address").split("/", -1)[0])
        .findFirst()
        .orElse("");
  }

  void settleEoip() {
    for (Machine router : routers) {
      for (Row row : router.tree().rows("/interface/eoip")) {
        Optional<Row> peer = row.isEnabled() ? peer(router, row) : Optional.empty();
        peer.ifPresent(far -> peers.put(row, far));
        hear(router, row, peer.isPresent());
        row.state.put("actual-mtu", row.get("mtu").equals("auto") ? "1458" : row.get("mtu"));
      }
    }
  }

  /** A keepalive that stays away is missed `retries` times; none is asked for: it runs for ever. */
  private static void hear(Machine router, Row row, boolean heard) {
    String settings = row.values.toString();
    if (!settings.equals(AS_HEARD.put(row, settings))) {
      LAST_HEARD.remove(row);
    }
    if (heard) {
      LAST_HEARD.put(row, router.now());
    }
    boolean runs = row.isEnabled();
    if (runs && !row.get("keepalive").isEmpty()) {
      String[] keepalive = row.get("keepalive").split(",", -1);
      Duration patience =
          Times.duration("keepalive", keepalive[0]).multipliedBy(Long.parseLong(keepalive[1]));
      Instant last = LAST_HEARD.get(row);
      runs = last != null && router.now().isBefore(last.plus(patience));
    }
    row.state.put("running", Boolean.toString(runs));
  }

  private Optional<Row> peer(Machine router, Row row) {
    for (Sstp session : sessions) {
      Optional<Row> found = Optional.empty();
      if (session.server == router) {
        found = peer(row, session.local, session.client, session.remote);
      } else if (session.client == router) {
        found = peer(row, session.remote, session.server, session.local);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Row> peer(Row row, String here, Machine other, String there) {
    if (!meets(row, here, there)) {
      return Optional.empty();
    }
    return other.tree().rows("/interface/eoip").stream()
        .filter(far -> far.isEnabled() && meets(far, there, here))
        .filter(far -> far.get("tunnel-id").equals(row.get("tunnel-id")))
        .filter(far -> Objects.equals(far.get("ipsec-secret"), row.get("ipsec-secret")))
        .findFirst();
  }

  private static boolean meets(Row row, String here, String there) {
    return row.get("remote-address").equals(there)
        && Set.of(here, "0.0.0.0").contains(row.get("local-address"));
  }
}
