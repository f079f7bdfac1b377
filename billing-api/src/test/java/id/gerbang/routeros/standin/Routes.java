package id.gerbang.routeros.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which routes are active: gateways are looked up by scope and target-scope, and checked. */
final class Routes {

  /**
   * Where packets go out: the interface, and the router there; no address: the neighbour itself.
   */
  record Hop(String out, Optional<String> gateway) {}

  /** A gateway that is pinged: since when it has not answered. */
  private static final class Checked {
    Instant next;
    int missed;

    Checked(Instant next) {
      this.next = next;
    }
  }

  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int MISSES = 2;
  private static final int DEPTH = 8;

  private final Machine router;
  private final Map<String, Checked> checks = new HashMap<>();

  /** Addresses that answer no ping, and gateways beyond which nothing answers. */
  final Set<String> silent = new HashSet<>();

  final Set<String> endsAt = new HashSet<>();

  Routes(Machine router) {
    this.router = router;
  }

  private boolean v7() {
    return router.version().major() >= 7;
  }

  private List<Row> all() {
    return router.tree().rows("/ip/route");
  }

  /** The address that the operator gives an interface, and its gateway. */
  record Lease(String address, String gateway) {}

  final Map<String, Lease> leases = new HashMap<>();

  void settle() {
    deriveLeased();
    deriveConnected();
    check();
    Map<String, Integer> best = new HashMap<>();
    Map<Row, Hop> hops = new LinkedHashMap<>();
    for (Row route : all()) {
      Optional<Hop> hop = usable(route, 0);
      route.state.put("static", Boolean.toString(!route.isDynamic()));
      state(route, hop);
      if (hop.isPresent()) {
        hops.put(route, hop.get());
        best.merge(key(route), route.number("distance"), Math::min);
      }
    }
    Set<String> taken = new HashSet<>();
    for (Row route : all()) {
      boolean first =
          hops.containsKey(route) && best.getOrDefault(key(route), 256) == route.number("distance");
      // Equal routes: 7 uses them all, 6 the first one.
      boolean active = first && (taken.add(key(route)) || v7());
      route.state.put("active", Boolean.toString(active));
      if (v7()) {
        route.state.put(
            "inactive", Boolean.toString(!hops.containsKey(route) && route.isEnabled()));
      }
    }
  }

  private static String key(Row route) {
    return route.get("dst-address") + " " + route.get("routing-table") + route.get("routing-mark");
  }

  /**
   * DHCP clients and modems that have a lease get its address, and its default route if they want
   * one.
   */
  private void deriveLeased() {
    Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
    Map<String, Map<String, String>> routes = new LinkedHashMap<>();
    for (Row client : router.tree().rows("/ip/dhcp-client")) {
      String name = client.get("interface");
      Lease lease = client.isEnabled() && isRunning(name) ? leases.get(name) : null;
      client.state.put("status", lease == null ? "searching..." : "bound");
      client.state.keySet().removeAll(Set.of("address", "gateway"));
      if (lease != null) {
        client.state.put("address", lease.address);
        client.state.put("gateway", lease.gateway);
        addresses.put(name, Map.of("address", lease.address, "interface", name));
        if (client.get("add-default-route").equals("yes")) {
          routes.put(name, byDefault(lease.gateway, client.get("default-route-distance")));
        }
      }
    }
    for (Row modem : router.tree().rows("/interface/lte")) {
      Lease lease = modem.is("running") ? leases.get(modem.name()) : null;
      if (lease != null) {
        addresses.put(modem.name(), Map.of("address", lease.address, "interface", modem.name()));
        router
            .tree()
            .named("/interface/lte/apn", modem.get("apn-profiles").split(",", -1)[0])
            .filter(apn -> apn.is("add-default-route"))
            .ifPresent(
                apn ->
                    routes.put(
                        modem.name(), byDefault(modem.name(), apn.get("default-route-distance"))));
      }
    }
    router.tree().derive("/ip/address", "lease", addresses);
    router.tree().derive("/ip/route", "lease", routes);
  }

  private static Map<String, String> byDefault(String gateway, String distance) {
    return Map.of("dst-address", "0.0.0.0/0", "gateway", gateway, "distance", distance);
  }

  private boolean isRunning(String name) {
    return router.tree().named("/interface", name).filter(row -> row.is("running")).isPresent();
  }

  private void deriveConnected() {
    Map<String, Map<String, String>> connected = new LinkedHashMap<>();
    for (Row address : router.tree().rows("/ip/address")) {
      String name = address.get("interface");
      boolean up =
          address.isEnabled()
              && router
                  .tree()
                  .named("/interface", name)
                  .filter(row -> row.is("running"))
                  .isPresent();
      if (up) {
        String network = address.values.getOrDefault("network", "");
        String prefix =
            network.isEmpty() || !address.get("address").endsWith("/32")
                ? Ip4.Prefix.of(address.get("address")).toString()
                : network + "/32";
        connected.put(prefix + " " + name, connected(prefix, name));
      }
    }
    router.tree().derive("/ip/route", "connected", connected);
  }

  private static Map<String, String> connected(String prefix, String name) {
    return Map.of(
        "dst-address", prefix, "gateway", name, "distance", "0", "scope", "10", "connect", "true");
  }

  private void state(Row route, Optional<Hop> hop) {
    if (v7()) {
      route.state.remove("immediate-gw");
      hop.ifPresent(
          found ->
              route.state.put(
                  "immediate-gw",
                  found.gateway.map(gateway -> gateway + "%").orElse("") + found.out));
      return;
    }
    String gateway = route.get("gateway");
    String status =
        hop.map(
                found ->
                    found.gateway.filter(via -> !via.equals(gateway)).isPresent()
                        ? gateway + " recursive via " + found.gateway.orElse("") + " " + found.out
                        : gateway + " reachable via  " + found.out)
            .orElse(gateway + " unreachable");
    route.state.put("gateway-status", status);
  }

  /** How this route sends, when its gateway is found and not known to be away. */
  private Optional<Hop> usable(Row route, int depth) {
    if (!route.isEnabled() || depth > DEPTH) {
      return Optional.empty();
    }
    Checked checked = checks.get(gatewayKey(route));
    if (checked != null && checked.missed >= MISSES) {
      return Optional.empty();
    }
    return resolved(route, depth);
  }

  private Optional<Hop> resolved(Row route, int depth) {
    String gateway = route.get("gateway");
    Optional<Row> out = router.tree().named("/interface", gateway);
    if (out.isPresent()) {
      return out.filter(row -> row.is("running")).map(row -> new Hop(row.name(), Optional.empty()));
    }
    if (!gateway.matches("[0-9.]+")) {
      return Optional.empty();
    }
    return all().stream()
        .filter(other -> other != route && Ip4.Prefix.of(other.get("dst-address")).holds(gateway))
        .filter(other -> mayUse(route, other))
        .filter(other -> usable(other, depth + 1).isPresent())
        .max(
            Comparator.comparingInt(Routes::length)
                .thenComparing(other -> -other.number("distance")))
        .flatMap(other -> usable(other, depth + 1))
        .map(hop -> hop.gateway.isPresent() ? hop : new Hop(hop.out, Optional.of(gateway)));
  }

  private static int length(Row route) {
    return Ip4.Prefix.of(route.get("dst-address")).length();
  }

  /**
   * Through a connected route: scope at most the target-scope. Through another static one, 6 asks
   * the same and 7 that it be less. 6 has one gateway object for an address, with the smallest
   * target-scope of those who use it.
   */
  private boolean mayUse(Row route, Row other) {
    int target = route.number("target-scope");
    if (!v7()) {
      target =
          all().stream()
              .filter(one -> one.isEnabled() && one.get("gateway").equals(route.get("gateway")))
              .mapToInt(one -> one.number("target-scope"))
              .min()
              .orElse(target);
    }
    int scope = other.number("scope");
    return other.is("connect") || !v7() ? scope <= target : scope < target;
  }

  private String gatewayKey(Row route) {
    String gateway = route.get("gateway");
    return v7()
        ? gateway + " " + route.get("target-scope") + " " + route.get("check-gateway")
        : gateway;
  }

  private void check() {
    Map<String, Row> asked = new LinkedHashMap<>();
    for (Row route : all()) {
      if (route.isEnabled() && Set.of("ping", "arp").contains(route.get("check-gateway"))) {
        asked.putIfAbsent(gatewayKey(route), route);
      }
    }
    checks.keySet().retainAll(asked.keySet());
    asked.forEach(
        (key, route) -> {
          Checked checked =
              checks.computeIfAbsent(key, added -> new Checked(router.now().plus(EVERY)));
          while (!checked.next.isAfter(router.now())) {
            boolean answers =
                resolved(route, 0).filter(hop -> answers(route.get("gateway"), hop)).isPresent();
            checked.missed = answers ? 0 : checked.missed + 1;
            checked.next = checked.next.plus(EVERY);
          }
        });
  }

  private boolean answers(String address, Hop hop) {
    boolean direct = hop.gateway.isEmpty() || hop.gateway.get().equals(address);
    String via = hop.gateway.orElse(address);
    return !silent.contains(address) && !silent.contains(via) && (direct || !endsAt.contains(via));
  }

  /** The way to an address by the active routes of table main. */
  Optional<Hop> way(String address) {
    return all().stream()
        .filter(
            route -> route.is("active") && Ip4.Prefix.of(route.get("dst-address")).holds(address))
        .filter(
            route ->
                Set.of("", "main").contains(route.get("routing-table"))
                    && route.get("routing-mark").isEmpty())
        .max(Comparator.comparingInt(Routes::length))
        .flatMap(route -> usable(route, 0));
  }

  boolean answers(String address) {
    boolean own =
        router.tree().rows("/ip/address").stream()
            .anyMatch(row -> row.isEnabled() && row.get("address").startsWith(address + "/"));
    return own || way(address).filter(hop -> answers(address, hop)).isPresent();
  }
}
