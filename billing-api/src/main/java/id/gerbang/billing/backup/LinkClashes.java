package id.gerbang.billing.backup;

import id.gerbang.billing.mend.Wanted.Clash;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What somebody else may have on a router that a link's half can't be beside. */
final class LinkClashes {

  private LinkClashes() {}

  static List<Clash> atPop(Tunnel tunnel) {
    Tunnel first = tunnel.first();
    String vlanName = "VLAN-" + first.name();
    String vlan = Integer.toString(tunnel.vlan());
    return List.of(
        named(Set.of(vlanName, tunnel.name(), "BR-" + first.name())),
        foreign(
            LinkMenus.VLAN,
            row -> has(row, "vlan-id", vlan) && has(row, "interface", tunnel.popVlanInterface())),
        foreign(LinkMenus.EOIP, row -> has(row, "tunnel-id", vlan)),
        foreign(
            LinkMenus.SECRET,
            row ->
                (has(row, "name", tunnel.username())
                        && (has(row, "service", "any") || has(row, "service", "sstp")))
                    || has(row, "remote-address", tunnel.innerRemote().getHostAddress())),
        foreign(LinkMenus.PROFILE, row -> has(row, "name", PopHalf.PROFILE)),
        foreign(LinkMenus.ADDRESS, row -> isAddress(row, tunnel)),
        foreign(
            LinkMenus.PORT,
            row -> has(row, "interface", vlanName) || has(row, "interface", tunnel.name())));
  }

  static List<Clash> atCustomer(Tunnel tunnel) {
    String local = tunnel.innerLocal().getHostAddress();
    String remote = tunnel.innerRemote().getHostAddress();
    return List.of(
        named(Set.of("SSTP-" + tunnel.name(), tunnel.name(), "BR-" + tunnel.name())),
        foreign(
            LinkMenus.EOIP,
            row ->
                has(row, "tunnel-id", Integer.toString(tunnel.vlan()))
                    && has(row, "remote-address", local)),
        foreign(LinkMenus.SSTP, row -> has(row, "user", tunnel.username())),
        foreign(
            LinkMenus.ADDRESS,
            row -> !row.isTrue("dynamic") && (isHost(row, local) || isHost(row, remote))),
        foreign(LinkMenus.PORT, row -> has(row, "interface", tunnel.customerInterface())));
  }

  /** Interfaces of all kinds share their names. */
  private static Clash named(Set<String> names) {
    return foreign(LinkMenus.INTERFACE, row -> names.contains(row.get("name").orElse("")));
  }

  private static Clash foreign(String menu, Predicate<Row> same) {
    return new Clash(
        menu, row -> !row.get("comment").orElse("").startsWith(Tunnel.MARK) && same.test(row));
  }

  /** The POP's own address on its uplink, by whomever, is as it is to be. */
  private static boolean isAddress(Row row, Tunnel tunnel) {
    boolean isUplink =
        has(row, "address", tunnel.pop().toString())
            && has(row, "interface", tunnel.popWanInterface());
    return !row.isTrue("dynamic")
        && !isUplink
        && (isHost(row, tunnel.pop().host()) || isHost(row, tunnel.innerRemote().getHostAddress()));
  }

  private static boolean isHost(Row row, String host) {
    return row.get("address").orElse("").replaceAll("/.*", "").equals(host);
  }

  private static boolean has(Row row, String property, String value) {
    return row.get(property).equals(Optional.of(value));
  }
}
