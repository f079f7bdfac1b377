package id.gerbang.billing.condition;

import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks a router what a technician would type, and writes down what it tells as its terminal would:
 * so both ways are read, and kept, alike.
 */
final class AskedRouter {

  private static final int PINGS = 4;

  private final RouterOs router;
  private final List<String> lines = new ArrayList<>();

  private AskedRouter(RouterOs router) {
    this.router = router;
  }

  /**
   * The text.
   *
   * @throws RouterOsException of the connection: half a text is none
   */
  static String text(RouterOs router, String target) {
    AskedRouter asked = new AskedRouter(router);
    boolean old =
        router.print("/system/resource", List.of("version")).stream()
            .anyMatch(row -> row.get("version").orElse("").startsWith("6"));
    List<String> modems =
        asked.list("/interface lte", List.of("name", "running", "disabled", "inactive"));
    asked.list("/interface ppp-client", List.of("name", "running", "disabled", "port"));
    modems.forEach(modem -> asked.modem(modem, old));
    asked.list("/ip address", List.of("address", "interface", "dynamic", "disabled"));
    asked.ping(target);
    return String.join("\n", asked.lines) + "\n";
  }

  /** The names of what it listed. */
  private List<String> list(String menu, List<String> properties) {
    List<Row> rows = told(menu + " print", at -> at.print(menu.replace(' ', '/'), properties));
    for (int i = 0; i < rows.size(); i++) {
      lines.add(" " + i + " " + flags(rows.get(i)) + " " + values(rows.get(i)));
    }
    return rows.stream().flatMap(row -> row.get("name").stream()).toList();
  }

  private void modem(String name, boolean old) {
    String command = old ? "/interface lte info" : "/interface lte monitor";
    Map<String, String> arguments = Map.of(old ? "number" : "numbers", name, "once", "");
    told(command + " " + name + " once", at -> at.run(command.replace(' ', '/'), arguments))
        .forEach(row -> row.values().forEach((key, value) -> lines.add("  " + key + ": " + value)));
  }

  private void ping(String target) {
    List<Row> rows =
        told(
            "/ping " + target + " count=" + PINGS,
            at -> at.run("/ping", Map.of("address", target, "count", Integer.toString(PINGS))));
    rows.stream()
        .filter(row -> row.get("sent").isPresent())
        .reduce((earlier, later) -> later)
        .ifPresent(
            last ->
                lines.add(
                    "  "
                        + last.values().entrySet().stream()
                            .filter(
                                entry -> entry.getKey().matches("sent|received|packet-loss|.*-rtt"))
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining(" "))));
  }

  /** What it does not tell, such as a menu that this version has not, stands there in its words. */
  private List<Row> told(String typed, Function<RouterOs, List<Row>> question) {
    try {
      List<Row> rows = question.apply(router);
      lines.add(typed);
      return rows;
    } catch (RouterOsException e) {
      if (!e.kind().isOfOneCommand()) {
        throw e;
      }
      lines.add(typed.startsWith("/ping") ? typed : "# " + typed);
      lines.add("# " + e.detail());
      return List.of();
    }
  }

  private static String flags(Row row) {
    return (row.isTrue("disabled") ? "X" : "")
        + (row.isTrue("running") ? "R" : "")
        + (row.isTrue("dynamic") ? "D" : "");
  }

  private static String values(Row row) {
    return row.values().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("."))
        .filter(entry -> !entry.getValue().matches("true|false"))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
