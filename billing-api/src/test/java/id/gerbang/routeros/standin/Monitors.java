package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The commands that look: ping, monitor, and `/import`, which only reads a file. */
final class Monitors {

  private static final int PINGS_WITHOUT_COUNT = 4;

  private static final Map<String, String> NO_TRAFFIC =
      Map.of("rx-bits-per-second", "0", "tx-bits-per-second", "0");

  private final Machine router;

  Monitors(Machine router) {
    this.router = router;
  }

  void register(Commands commands) {
    commands.special("/ping", this::ping);
    commands.special("/interface/monitor-traffic", this::traffic);
    commands.special("/interface/sstp-client/monitor", this::sstp);
    commands.special("/interface/lte/info", arguments -> lte(argument(arguments, "number")));
    commands.special("/interface/lte/monitor", arguments -> lte(argument(arguments, "numbers")));
    commands.special(
        "/radius/monitor",
        arguments ->
            List.of(
                counters(
                    "pending",
                    "requests",
                    "accepts",
                    "rejects",
                    "resends",
                    "timeouts",
                    "bad-replies")));
    commands.special(
        "/radius/incoming/monitor",
        arguments -> List.of(counters("requests", "bad-requests", "acks", "naks")));
    commands.special("/import", this::imported);
  }

  private static String argument(Map<String, String> arguments, String name) {
    return Objects.requireNonNull(arguments.get(name));
  }

  private static Map<String, String> counters(String... names) {
    Map<String, String> row = new LinkedHashMap<>();
    for (String name : names) {
      row.put(name, "0");
    }
    return row;
  }

  private List<Map<String, String>> ping(Map<String, String> arguments) {
    String host = argument(arguments, "address");
    String count = arguments.get("count");
    int sent = count == null ? PINGS_WITHOUT_COUNT : Integer.parseInt(count);
    boolean answers = router.routes().answers(host);
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < sent; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("seq", Integer.toString(i));
      row.put("host", host);
      if (answers) {
        row.put("size", "56");
        row.put("ttl", "60");
        row.put("time", "12ms");
      } else {
        row.put("status", "timeout");
      }
      row.put("sent", Integer.toString(i + 1));
      row.put("received", Integer.toString(answers ? i + 1 : 0));
      row.put("packet-loss", answers ? "0" : "100");
      if (answers) {
        row.put("min-rtt", "12ms");
        row.put("avg-rtt", "12ms");
        row.put("max-rtt", "12ms");
      }
      rows.add(row);
    }
    return rows;
  }

  private List<Map<String, String>> traffic(Map<String, String> arguments) {
    String name = argument(arguments, "interface");
    Map<String, String> row = new LinkedHashMap<>(Map.of("name", name));
    row.putAll(router.rates().getOrDefault(name, NO_TRAFFIC));
    return List.of(row);
  }

  private List<Map<String, String>> sstp(Map<String, String> arguments) {
    Schema.Menu menu = router.tree().schema().get("/interface/sstp-client");
    List<Map<String, String>> rows = new ArrayList<>();
    for (Row row : router.tree().find(menu, argument(arguments, "numbers"))) {
      rows.add(Map.of("status", router.sstpStatuses().getOrDefault(row.name(), "connecting...")));
    }
    return rows;
  }

  private List<Map<String, String>> lte(String numbers) {
    Row row = router.tree().find(router.tree().schema().get("/interface/lte"), numbers).get(0);
    boolean up = row.is("running");
    Map<String, String> status = new LinkedHashMap<>();
    status.put(
        router.version().major() >= 7 ? "status" : "registration-status",
        up ? (router.version().major() >= 7 ? "connected" : "registered") : "searching");
    if (up) {
      status.put("current-operator", "TELKOMSEL");
      status.put("access-technology", "Evolved 3G (LTE)");
      status.put("rssi", "-67dBm");
      status.put("rsrp", "-96dBm");
      status.put("rsrq", "-9dB");
      status.put("sinr", "8dB");
    }
    return List.of(status);
  }

  private List<Map<String, String>> imported(Map<String, String> arguments) {
    String text = router.files().get(argument(arguments, "file-name"));
    if (text == null) {
      throw Refusal.failure("file does not exist");
    }
    try {
      if (arguments.containsKey("dry-run")) {
        router.readRsc(text);
      } else {
        router.importRsc(text);
      }
    } catch (Script.Bad bad) {
      throw new Refusal(Refusal.NO_CATEGORY, String.valueOf(bad.getMessage()));
    }
    return List.of();
  }
}
