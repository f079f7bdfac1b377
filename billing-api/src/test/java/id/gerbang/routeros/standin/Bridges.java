package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the bridges of routers that are wired together learn, and where frames would go round for
 * ever.
 */
final class Bridges {

  /** A bridge port that forwards: which bridge, and what lies under the interface. */
  private record Port(Machine router, Row bridge, Row row, Row below) {

    /** The ether port and the VLAN (0: untagged) that frames leave by. */
    Optional<Segment> segment() {
      return switch (below.menu.path()) {
        case "/interface/ethernet", "/interface/lte" ->
            Optional.of(new Segment(router, below.name(), 0));
        case "/interface/vlan" ->
            Optional.of(new Segment(router, below.get("interface"), below.number("vlan-id")));
        default -> Optional.empty();
      };
    }
  }

  /** A VLAN of an ether port. */
  record Segment(Machine router, String port, int vlan) {

    Optional<Segment> across() {
      return router.wires().stream()
          .filter(Wire::isWhole)
          .flatMap(wire -> wire.across(router, port).stream())
          .map(end -> new Segment(end.router(), end.port(), vlan))
          .findFirst();
    }
  }

  private final Set<Machine> routers;
  private final Map<Row, Row> eoipPeers;
  private final List<Port> ports = new ArrayList<>();
  private final Map<Port, Port> joined = new LinkedHashMap<>();

  Bridges(Set<Machine> routers, Map<Row, Row> eoipPeers) {
    this.routers = routers;
    this.eoipPeers = eoipPeers;
  }

  void settle() {
    routers.forEach(this::findPorts);
    Map<Row, Row> united = new HashMap<>();
    for (Port port : ports) {
      port.row.state.put("forwarding", "true");
      port.row.state.put("role", "designated-port");
    }
    routers.forEach(router -> router.loops().clear());
    for (Port port : ports) {
      Optional<Port> far = across(port);
      if (far.isPresent() && !joined.containsKey(port)) {
        join(port, far.get(), united);
      }
    }
    routers.forEach(this::deriveHosts);
  }

  private void findPorts(Machine router) {
    Tree tree = router.tree();
    for (Row row : tree.rows("/interface/bridge/port")) {
      Optional<Row> bridge =
          tree.named("/interface/bridge", row.get("bridge")).filter(Row::isEnabled);
      Optional<Row> below =
          tree.named("/interface", row.get("interface")).filter(found -> found.is("running"));
      boolean forwards = row.isEnabled() && bridge.isPresent() && below.isPresent();
      row.state.put("inactive", Boolean.toString(!forwards));
      row.state.put("forwarding", "false");
      if (forwards) {
        ports.add(new Port(router, bridge.orElseThrow(), row, below.orElseThrow()));
      }
    }
  }

  private Optional<Port> across(Port port) {
    Row peer = eoipPeers.get(port.below);
    if (peer != null) {
      // Two ends with one MAC take each other's frames for their own.
      boolean cloned = peer.get("mac-address").equals(port.below.get("mac-address"));
      return cloned
          ? Optional.empty()
          : ports.stream().filter(far -> far.below == peer).findFirst();
    }
    return port.segment()
        .flatMap(Segment::across)
        .flatMap(
            there ->
                ports.stream()
                    .filter(far -> far.segment().filter(there::equals).isPresent())
                    .findFirst());
  }

  /**
   * Joins two bridges; where they are joined already it is a loop, unless both run a spanning tree.
   */
  private void join(Port port, Port far, Map<Row, Row> united) {
    Row one = root(port.bridge, united);
    Row other = root(far.bridge, united);
    if (one != other) {
      united.put(one, other);
      joined.put(port, far);
      joined.put(far, port);
      return;
    }
    if (port.bridge.get("protocol-mode").equals("none")
        || far.bridge.get("protocol-mode").equals("none")) {
      port.router.loops().add(port.bridge.name());
      far.router.loops().add(far.bridge.name());
    } else {
      far.row.state.put("forwarding", "false");
      far.row.state.put("role", "alternate-port");
    }
  }

  private static Row root(Row bridge, Map<Row, Row> united) {
    Row root = bridge;
    for (Row next = united.get(root); next != null; next = united.get(root)) {
      root = next;
    }
    return root;
  }

  private void deriveHosts(Machine router) {
    Map<String, Map<String, String>> hosts = new LinkedHashMap<>();
    for (Port port : ports) {
      if (port.router == router) {
        String own = port.below.get("mac-address");
        if (!own.isEmpty()) {
          hosts.put(port.bridge.name() + " " + own, host(port, own, true));
        }
        for (String mac : beyond(port)) {
          hosts.putIfAbsent(port.bridge.name() + " " + mac, host(port, mac, false));
        }
      }
    }
    router.tree().derive("/interface/bridge/host", "learned", hosts);
  }

  private static Map<String, String> host(Port port, String mac, boolean local) {
    return Map.of(
        "mac-address", mac,
        "bridge", port.bridge.name(),
        "interface", port.below.name(),
        "on-interface", port.below.name(),
        "local", Boolean.toString(local),
        "external", "false",
        "invalid", "false");
  }

  /** The MACs whose frames come in by this port. */
  private Set<String> beyond(Port port) {
    Set<String> macs = new LinkedHashSet<>();
    port.segment()
        .ifPresent(segment -> macs.addAll(port.router.hosts().getOrDefault(segment, Set.of())));
    Port far = joined.get(port);
    if (far != null) {
      for (Port other : ports) {
        if (other.bridge == far.bridge && other != far) {
          macs.addAll(beyond(other));
        }
      }
    }
    return macs;
  }
}
