package id.gerbang.billing.watch;

import id.gerbang.routeros.Condition;
import java.util.List;

/** What a look reads, the cheapest first. */
enum Menu {
  RESOURCE(
      "/system/resource",
      "version",
      "board-name",
      "uptime",
      "cpu-load",
      "free-memory",
      "total-memory"),
  IDENTITY("/system/identity", "name"),
  LICENCE("/system/license", "nlevel", "level"),
  BOARD("/system/routerboard", "serial-number"),
  SESSIONS(
      "/ppp/active", "name", "service", "caller-id", "address", "uptime", "session-id", "radius"),
  QUEUES("/queue/simple", "name", "max-limit", "dynamic"),
  /** Without those of PPPoE sessions, of which there are thousands. */
  INTERFACES("/interface", "name", "type", "running", "rx-byte", "tx-byte") {
    @Override
    Condition[] where() {
      return new Condition[] {Condition.not(Condition.equal("type", "pppoe-in"))};
    }
  };

  private final String path;
  private final List<String> properties;

  Menu(String path, String... properties) {
    this.path = path;
    this.properties = List.of(properties);
  }

  String path() {
    return path;
  }

  List<String> properties() {
    return properties;
  }

  Condition[] where() {
    return new Condition[0];
  }
}
