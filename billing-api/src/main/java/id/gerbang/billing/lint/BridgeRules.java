package id.gerbang.billing.lint;

import id.gerbang.routeros.ExportItem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bridges hold what is there, both sides of a customer, and no second way round. */
final class BridgeRules {

  private final Router router;
  private final Set<String> interfaces;
  private final Map<String, List<String>> alike;
  private final boolean whole;

  BridgeRules(Router router) {
    this.router = router;
    this.interfaces = router.interfaces();
    this.alike = interfaces.stream().collect(Collectors.groupingBy(BridgeRules::withoutDigits));
    this.whole = isWhole();
  }

  Stream<Finding> findings() {
    return Stream.of(
            router.items(Router.PORT).stream().flatMap(this::port),
            router.items(Router.BRIDGE).stream().flatMap(this::bridge),
            router.items(Router.EOIP).stream().flatMap(this::eoip),
            router.all().stream().filter(Names::byOurs).flatMap(BridgeRules::off))
        .flatMap(findings -> findings);
  }

  private Stream<Finding> port(ExportItem port) {
    String name = port.get("interface").orElse("");
    String bridge = port.get("bridge").orElse("");
    boolean told = !router.items(Router.BRIDGE).isEmpty() || meant(bridge).isPresent();
    if (told && !bridge.isEmpty() && !interfaces.contains(bridge)) {
      return Stream.of(
          Finding.of(Rule.PORT_WITHOUT_BRIDGE, port).at("bridge", bridge).right(meant(bridge)));
    }
    if (name.isEmpty() || interfaces.contains(name) || router.isUnlisted(name)) {
      return Stream.empty();
    }
    Optional<String> meant = meant(name);
    // Not every kind of interface is in what Gerbang keeps, nor in a text of a few lines.
    boolean sure = name.startsWith("*") || meant.isPresent() || (!router.kept() && whole);
    return sure
        ? Stream.of(
            Finding.of(Rule.PORT_WITHOUT_INTERFACE, port).at("interface", name).right(meant))
        : Stream.empty();
  }

  /** Interfaces are told, not bridges alone. */
  private boolean isWhole() {
    return router.all().stream()
        .anyMatch(
            item ->
                item.menu().startsWith("/interface/")
                    && !item.menu().startsWith(Router.BRIDGE)
                    && item.get("name").isPresent());
  }

  /** The one that is called nearly so. */
  private Optional<String> meant(String name) {
    List<String> near =
        alike.getOrDefault(withoutDigits(name), List.of()).stream()
            .filter(other -> name.equalsIgnoreCase(other) || isNearly(name, other))
            .limit(2)
            .toList();
    return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
  }

  private static boolean isNearly(String name, String other) {
    OptionalInt number = Names.number(name);
    OptionalInt otherNumber = Names.number(other);
    return number.isPresent()
        && otherNumber.isPresent()
        && Names.nearly(number.getAsInt(), otherNumber.getAsInt());
  }

  private static String withoutDigits(String name) {
    return name.replaceAll("\\d", "").toLowerCase(Locale.ROOT);
  }

  private Stream<Finding> bridge(ExportItem bridge) {
    List<ExportItem> ports = router.portsOf(bridge);
    List<ExportItem> tunnels =
        ports.stream().filter(port -> router.isEoip(port.get("interface").orElse(""))).toList();
    if (tunnels.isEmpty()) {
      return Stream.empty();
    }
    if (ports.size() == 1 && Names.byOurs(bridge)) {
      return Stream.of(
          Finding.of(Rule.BRIDGE_HAS_ONE_SIDE, bridge)
              .beside(tunnels.get(0).get("interface").orElse("")));
    }
    return bridge.get("protocol-mode").filter("none"::equals).isPresent()
        ? tunnels.stream().flatMap(tunnel -> loop(bridge, ports, tunnel))
        : Stream.empty();
  }

  /** The customer's VLAN beside its tunnel, and yet another wire: one of them is the fibre. */
  private Stream<Finding> loop(ExportItem bridge, List<ExportItem> ports, ExportItem tunnel) {
    ExportItem eoip = router.named(Router.EOIP, tunnel.get("interface").orElse("")).orElseThrow();
    List<ExportItem> wired =
        ports.stream()
            .filter(port -> !Router.isOff(port))
            .filter(port -> !router.isEoip(port.get("interface").orElse("")))
            .toList();
    Optional<ExportItem> vlan =
        wired.stream()
            .filter(
                port ->
                    router
                        .named(Router.VLAN, port.get("interface").orElse(""))
                        .flatMap(item -> item.get("vlan-id"))
                        .filter(id -> eoip.get("tunnel-id").filter(id::equals).isPresent())
                        .isPresent())
            .findFirst();
    boolean guarded = eoip.get("loop-protect").filter("on"::equals).isPresent();
    if (vlan.isEmpty()
        || wired.size() < 2
        || guarded
        || Router.isOff(tunnel)
        || Router.isOff(eoip)
        || Router.isOff(bridge)) {
      return Stream.empty();
    }
    return Stream.of(
        Finding.of(Rule.LOOP, bridge)
            .at("protocol-mode", "none")
            .right("rstp")
            .beside(eoip.name() + ", " + vlan.get().get("interface").orElse("")));
  }

  private Stream<Finding> eoip(ExportItem eoip) {
    return router.isPort(eoip.name()) || !Names.byOurs(eoip)
        ? Stream.empty()
        : Stream.of(Finding.of(Rule.EOIP_IN_NO_BRIDGE, eoip));
  }

  private static Stream<Finding> off(ExportItem item) {
    return Router.isOff(item) && !item.menu().equals(Router.SSTP_CLIENT)
        ? Stream.of(Finding.of(Rule.SWITCHED_OFF, item).at("disabled", "yes").right("no"))
        : Stream.empty();
  }
}
