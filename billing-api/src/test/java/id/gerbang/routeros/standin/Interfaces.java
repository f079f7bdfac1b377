package id.gerbang.routeros.standin;

import java.util.HashMap;
import java.util.Map;

/** Which interfaces run. */
final class Interfaces {

  private final Machine router;

  /** What a test has said of ports and modems; a port has a link until it is said to have none. */
  final Map<String, Boolean> links = new HashMap<>();

  Interfaces(Machine router) {
    this.router = router;
  }

  void settle() {
    for (Row row : router.tree().rows("/interface")) {
      boolean runs = row.isEnabled() && runs(row);
      row.state.put("running", Boolean.toString(runs));
      boolean slave =
          router.tree().rows("/interface/bridge/port").stream()
              .anyMatch(port -> port.get("interface").equals(row.name()));
      row.state.put("slave", Boolean.toString(slave));
    }
  }

  private boolean runs(Row row) {
    return switch (row.menu.path()) {
      case "/interface/ethernet", "/interface/lte" ->
          links.getOrDefault(row.name(), true)
              && router.wires().stream()
                  .filter(wire -> wire.across(router, row.name()).isPresent())
                  .allMatch(Wire::isWhole);
      case "/interface/vlan" -> isUp(row.get("interface"));
      case "/interface/bridge",
          "/interface/wireguard",
          "/interface/sstp-server",
          "/interface/pppoe-server" ->
          true;
      case "/interface/sstp-client", "/interface/eoip" -> row.is("running");
      default -> false;
    };
  }

  private boolean isUp(String name) {
    return router
        .tree()
        .named("/interface", name)
        .filter(row -> row.isEnabled() && runs(row))
        .isPresent();
  }
}
