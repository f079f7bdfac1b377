package id.gerbang.billing.verification;

import static id.gerbang.billing.verification.Reading.text;

import id.gerbang.billing.backup.LinkFacts;
import id.gerbang.routeros.Condition;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads one router of a link: what it is set to, and twice, with a ping between, whom its bridge
 * has learned and what its interfaces have counted. Nothing that is asked for is a secret.
 */
final class RouterReading {

  private static final String PINGS = "4";

  /** Four of them are over long before a router's patience is. */
  private static final String PING_INTERVAL = "500ms";

  private static final List<String> INTERFACE_PROPERTIES =
      List.of("name", "running", "disabled", "mac-address", "rx-byte", "tx-byte");

  /** Of which a POP may have thousands. */
  private static final Condition WITHOUT_PPPOE = Condition.not(Condition.equal("type", "pppoe-in"));

  private final RouterOs router;
  private final LinkFacts link;
  private final Map<String, List<Row>> told = new LinkedHashMap<>();

  private RouterReading(RouterOs router, LinkFacts link) {
    this.router = router;
    this.link = link;
  }

  /**
   * The POP's router.
   *
   * @throws RouterOsException of the connection: half a reading is none
   */
  static Reading pop(RouterOs router, LinkFacts link) {
    RouterReading reading = new RouterReading(router, link);
    reading.print(Reading.SERVER, List.of());
    reading.print(
        Reading.ACTIVE,
        List.of("name", "service", "address", "caller-id", "uptime", "radius"),
        Condition.equal("name", link.username()));
    reading.print(
        Reading.SECRET,
        List.of("name", "service", "disabled", "local-address", "remote-address"),
        Condition.equal("name", link.username()));
    reading.print(Reading.AAA, List.of());
    reading.print(Reading.RADIUS, List.of("address", "service", "disabled"));
    reading.both(true);
    return new Reading(reading.told);
  }

  /**
   * The customer's router.
   *
   * @throws RouterOsException of the connection: half a reading is none
   */
  static Reading customer(RouterOs router, LinkFacts link) {
    RouterReading reading = new RouterReading(router, link);
    reading.print(Reading.LTE, List.of("name", "running", "disabled"));
    reading.print(
        Reading.CLIENT,
        List.of(
            "name",
            "connect-to",
            "port",
            "user",
            "authentication",
            "disabled",
            "running",
            "comment"));
    reading.status(Reading.CLIENT, Reading.CLIENT_STATUS, "/interface/sstp-client/monitor");
    reading.status(Reading.LTE, Reading.MODEM_STATUS, reading.modemCommand());
    reading.both(false);
    return new Reading(reading.told);
  }

  private void both(boolean atPop) {
    print(Reading.ADDRESS, List.of("address", "interface", "disabled", "comment"));
    print(
        Reading.EOIP,
        List.of(
            "name",
            "local-address",
            "remote-address",
            "tunnel-id",
            "mac-address",
            "keepalive",
            "running",
            "disabled",
            "comment"));
    print(Reading.VLAN, List.of("name", "vlan-id", "interface", "running", "disabled", "comment"));
    print(
        Reading.BRIDGE,
        List.of("name", "protocol-mode", "mac-address", "running", "disabled", "comment"));
    print(Reading.PORT, List.of("bridge", "interface", "disabled", "inactive", "comment"));
    Reading soFar = new Reading(told);
    TunnelEnd end = new TunnelEnd(link, soFar, atPop);
    Optional<String> bridge = end.bridge().map(row -> text(row, "name"));
    moving(bridge, "");
    end.eoip().ifPresent(eoip -> rates(text(eoip, "name")));
    if (atPop) {
      told(
          Reading.PING,
          () ->
              router.run(
                  "/ping",
                  Map.of(
                      "address", link.innerRemote(), "count", PINGS, "interval", PING_INTERVAL)));
    }
    moving(bridge, Reading.AGAIN);
  }

  private void moving(Optional<String> bridge, String again) {
    told(
        again + Reading.INTERFACE,
        () -> router.print(Reading.INTERFACE, INTERFACE_PROPERTIES, WITHOUT_PPPOE));
    bridge.ifPresent(
        name ->
            told(
                again + Reading.HOST,
                () ->
                    router.print(
                        Reading.HOST,
                        List.of("mac-address", "bridge", "interface", "on-interface", "local"),
                        Condition.equal("bridge", name))));
  }

  private void rates(String name) {
    told(
        Reading.RATES,
        () -> router.run("/interface/monitor-traffic", Map.of("interface", name, "once", "")));
  }

  /** Of the one that is this link's, or of the first modem. */
  private void status(String menu, String what, String command) {
    Optional<String> name =
        menu.equals(Reading.CLIENT)
            ? new TunnelEnd(link, new Reading(told), false).client().map(row -> text(row, "name"))
            : told.getOrDefault(menu, List.of()).stream().map(row -> text(row, "name")).findFirst();
    String argument = command.endsWith("/info") ? "number" : "numbers";
    name.ifPresent(one -> told(what, () -> router.run(command, Map.of(argument, one, "once", ""))));
  }

  private String modemCommand() {
    print(Reading.RESOURCE, List.of("version"));
    boolean old =
        told.getOrDefault(Reading.RESOURCE, List.of()).stream()
            .anyMatch(row -> text(row, "version").startsWith("6"));
    return old ? "/interface/lte/info" : "/interface/lte/monitor";
  }

  private void print(String menu, List<String> properties, Condition... where) {
    told(menu, () -> router.print(menu, properties, where));
  }

  /** A menu that this version or these rights have not is not told. */
  private void told(String what, Supplier<List<Row>> question) {
    try {
      told.put(what, question.get());
    } catch (RouterOsException e) {
      if (!e.kind().isOfOneCommand()) {
        throw e;
      }
    }
  }
}
