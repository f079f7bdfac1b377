package id.gerbang.billing.backup;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.pop.InterfaceName;
import id.gerbang.billing.pop.Ipv4;
import id.gerbang.billing.pop.PopAddress;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An order whose every value can be read and written into a script; nothing is derived yet. */
record LinkOrder(
    long customerId,
    int vlan,
    Optional<Long> popId,
    Optional<PopAddress> popAddress,
    Optional<String> popWanInterface,
    Optional<String> popVlanInterface,
    String customerInterface,
    Optional<Inet4Address> innerLocal,
    Optional<Inet4Address> innerRemote,
    Optional<String> username,
    Optional<Password> password) {

  private static final Pattern PASSWORD = Pattern.compile("[ -~]{1,128}");
  private static final int MOST_VLAN = 4094;
  private static final long MOST_UNSIGNED = 4_294_967_295L;

  /** Names every field that is wrong. */
  static LinkOrder of(CreateBackupLink request) {
    Checks checks = new Checks();
    long customerId = request.customerId() == null ? 0 : request.customerId();
    checks.that(customerId > 0, "customerId", "is missing");
    int vlan = request.vlan() == null ? 0 : request.vlan();
    checks.that(vlan >= 1 && vlan <= MOST_VLAN, "vlan", "is a number from 1 to " + MOST_VLAN);
    Optional<PopAddress> address =
        Optional.ofNullable(request.popAddress()).flatMap(PopAddress::parse);
    if (request.popId() == null) {
      checks.that(address.isPresent(), "popAddress", PopAddress.WHAT);
    } else {
      checks.that(request.popAddress() == null, "popAddress", "is that of popId: leave one out");
    }
    LinkOrder order =
        new LinkOrder(
            customerId,
            vlan,
            Optional.ofNullable(request.popId()),
            address,
            name(checks, "popWanInterface", request.popWanInterface()),
            name(checks, "popVlanInterface", request.popVlanInterface()),
            InterfaceName.checked(
                checks, "customerInterface", request.customerInterface(), "ether2"),
            address(checks, "innerLocal", request.innerLocal()),
            address(checks, "innerRemote", request.innerRemote()),
            name(checks, "username", request.username()),
            Optional.ofNullable(request.password()));
    checks.that(
        order.password().map(given -> PASSWORD.matcher(given.clear()).matches()).orElse(true),
        "password",
        "has 1 to 128 characters of ASCII, without control characters");
    checks.that(
        request.horizon() == null || (request.horizon() >= 0 && request.horizon() <= MOST_UNSIGNED),
        "horizon",
        "is from 0 to " + MOST_UNSIGNED);
    checks.that(
        request.vcId() == null || (request.vcId() >= 1 && request.vcId() <= MOST_UNSIGNED),
        "vcId",
        "is from 1 to " + MOST_UNSIGNED);
    checks.that(
        order.innerRemote().isEmpty() || !order.innerRemote().equals(order.innerLocal()),
        "innerRemote",
        "is not the POP's own end");
    checks.done();
    return order;
  }

  private static Optional<String> name(Checks checks, String field, @Nullable String given) {
    return Optional.ofNullable(given).map(name -> InterfaceName.checked(checks, field, name, name));
  }

  private static Optional<Inet4Address> address(
      Checks checks, String field, @Nullable String given) {
    Optional<Inet4Address> address =
        Optional.ofNullable(given).flatMap(Ipv4::parse).filter(ip -> Ipv4.isHost(ip, Ipv4.BITS));
    checks.that(given == null || address.isPresent(), field, "is a host's IPv4 address");
    return address;
  }
}
