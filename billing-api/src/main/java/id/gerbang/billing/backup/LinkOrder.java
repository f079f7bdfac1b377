package id.gerbang.billing.backup;

import id.gerbang.billing.http.Checks;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An order whose every value can be read and written into a script; nothing is derived yet. */
record LinkOrder(
    long customerId,
    int vlan,
    PopAddress pop,
    String popWanInterface,
    String popVlanInterface,
    String customerInterface,
    Optional<Inet4Address> innerLocal,
    Optional<Inet4Address> innerRemote,
    String username,
    Optional<Password> password) {

  /** RouterOS scripts are ASCII; spaces around a name are a slip. */
  private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,61}[!-~])?");

  private static final Pattern PASSWORD = Pattern.compile("[ -~]{1,128}");
  private static final int MOST_VLAN = 4094;

  /** Names every field that is wrong. */
  static LinkOrder of(CreateBackupLink request) {
    Checks checks = new Checks();
    long customerId = request.customerId() == null ? 0 : request.customerId();
    checks.that(customerId > 0, "customerId", "is missing");
    int vlan = request.vlan() == null ? 0 : request.vlan();
    checks.that(vlan >= 1 && vlan <= MOST_VLAN, "vlan", "is a number from 1 to " + MOST_VLAN);
    Optional<PopAddress> pop = Optional.ofNullable(request.popAddress()).flatMap(PopAddress::parse);
    checks.that(
        pop.isPresent(),
        "popAddress",
        "is the POP's IPv4 address with its prefix, such as 103.245.179.46/29");
    LinkOrder order =
        new LinkOrder(
            customerId,
            vlan,
            pop.orElse(new PopAddress(AddressPlan.FIRST_LOCAL, 32)),
            name(checks, "popWanInterface", request.popWanInterface(), "ether1"),
            name(checks, "popVlanInterface", request.popVlanInterface(), "ether2"),
            name(checks, "customerInterface", request.customerInterface(), "ether2"),
            address(checks, "innerLocal", request.innerLocal()),
            address(checks, "innerRemote", request.innerRemote()),
            name(checks, "username", request.username(), Tunnel.defaultUsername(vlan)),
            Optional.ofNullable(request.password()));
    checks.that(
        order.password().map(given -> PASSWORD.matcher(given.clear()).matches()).orElse(true),
        "password",
        "has 1 to 128 characters of ASCII, without control characters");
    checks.that(
        order.innerRemote().isEmpty() || !order.innerRemote().equals(order.innerLocal()),
        "innerRemote",
        "is not the POP's own end");
    checks.done();
    return order;
  }

  private static String name(
      Checks checks, String field, @Nullable String given, String unlessGiven) {
    String name = given == null ? unlessGiven : given;
    checks.that(
        NAME.matcher(name).matches(),
        field,
        "has 1 to 63 characters of ASCII, without spaces around or control characters");
    return name;
  }

  private static Optional<Inet4Address> address(
      Checks checks, String field, @Nullable String given) {
    Optional<Inet4Address> address =
        Optional.ofNullable(given).flatMap(Ipv4::parse).filter(ip -> Ipv4.isHost(ip, 32));
    checks.that(given == null || address.isPresent(), field, "is a host's IPv4 address");
    return address;
  }
}
