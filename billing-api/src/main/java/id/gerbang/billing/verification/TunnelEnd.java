package id.gerbang.billing.verification;

import static id.gerbang.billing.verification.Reading.text;

import id.gerbang.billing.backup.LinkFacts;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One router's end of a link: its objects, found by our comment, else by their names, else by what
 * they carry, so that one with a slip in its name is found, too.
 */
record TunnelEnd(LinkFacts link, Reading reading, boolean atPop) {

  /** What branches have together at the POP. */
  private static final Set<String> SHARED = Set.of("vlan", "bridge");

  private static final Set<String> NONE = Set.of("", "0.0.0.0");

  Optional<Row> eoip() {
    return found(
        Reading.EOIP,
        "eoip",
        link.name(),
        row -> text(row, "tunnel-id").equals(Integer.toString(link.vlan())));
  }

  Optional<Row> vlan() {
    return found(
        Reading.VLAN,
        "vlan",
        "VLAN-" + link.vlanName(),
        row -> text(row, "vlan-id").equals(Integer.toString(link.vlan())));
  }

  /** The one that holds the tunnel, where none is called as ours. */
  Optional<Row> bridge() {
    return found(
        Reading.BRIDGE,
        "bridge",
        "BR-" + (atPop ? link.vlanName() : link.name()),
        row -> eoip().flatMap(this::port).filter(port -> isOf(port, row)).isPresent());
  }

  Optional<Row> client() {
    return found(
        Reading.CLIENT,
        "sstp",
        "SSTP-" + link.name(),
        row -> text(row, "user").equals(link.username()));
  }

  private Optional<Row> found(String menu, String part, String name, Predicate<Row> otherwise) {
    boolean shared = atPop && SHARED.contains(part);
    String comment = shared ? link.vlanComment(part) : link.comment(part);
    List<Row> rows = reading.rows(menu);
    return rows.stream()
        .filter(row -> text(row, "comment").equals(comment))
        .findFirst()
        .or(() -> rows.stream().filter(row -> text(row, "name").equals(name)).findFirst())
        .or(() -> rows.stream().filter(otherwise).findFirst());
  }

  /** Where this interface is a port, of whatever bridge. */
  Optional<Row> port(Row networkInterface) {
    return port(text(networkInterface, "name"));
  }

  Optional<Row> port(String name) {
    return reading.rows(Reading.PORT).stream()
        .filter(port -> text(port, "interface").equals(name))
        .findFirst();
  }

  static boolean isOf(Row port, Row bridge) {
    return text(port, "bridge").equals(text(bridge, "name"));
  }

  /** Its ports that forward, but for the tunnel's. */
  List<String> wiredPorts() {
    String tunnel = eoip().map(row -> text(row, "name")).orElse("");
    return bridge().stream()
        .flatMap(bridge -> reading.rows(Reading.PORT).stream().filter(port -> isOf(port, bridge)))
        .filter(port -> !port.isTrue("disabled") && !port.isTrue("inactive"))
        .map(port -> text(port, "interface"))
        .filter(name -> !name.equals(tunnel))
        .toList();
  }

  /** The interface that leads to the customer's head office, or to the branch. */
  Optional<String> wired() {
    return atPop ? vlan().map(row -> text(row, "name")) : Optional.of(link.customerInterface());
  }

  String innerHere() {
    return atPop ? link.innerLocal() : link.innerRemote();
  }

  String innerThere() {
    return atPop ? link.innerRemote() : link.innerLocal();
  }

  static boolean isSet(String address) {
    return !NONE.contains(address);
  }

  /** MAC addresses that were learned behind an interface, in either reading. */
  Set<String> learned(String name) {
    return Stream.of(Reading.HOST, Reading.AGAIN + Reading.HOST)
        .flatMap(what -> learned(what, name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  Set<String> learned(String what, String name) {
    return reading.rows(what).stream()
        .filter(row -> !row.isTrue("local"))
        .filter(
            row ->
                row.get("on-interface")
                    .or(() -> row.get("interface"))
                    .filter(name::equals)
                    .isPresent())
        .map(row -> text(row, "mac-address").toUpperCase(Locale.ROOT))
        .filter(mac -> !mac.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The router's own. */
  Set<String> ownMacs() {
    return Stream.concat(
            reading.rows(Reading.HOST).stream().filter(row -> row.isTrue("local")),
            Stream.of(Reading.EOIP, Reading.BRIDGE, Reading.INTERFACE)
                .flatMap(menu -> reading.rows(menu).stream()))
        .map(row -> text(row, "mac-address").toUpperCase(Locale.ROOT))
        .filter(mac -> !mac.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
