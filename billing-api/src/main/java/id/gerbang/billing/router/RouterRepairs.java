package id.gerbang.billing.router;

import static id.gerbang.billing.router.RouterChange.TO_PUT_IN;

import id.gerbang.billing.router.RouterRepair.ByHand;
import id.gerbang.routeros.CommandText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What mends each thing that a test of a router finds. */
final class RouterRepairs {

  /** As the set-up script marks our first entry, which it then takes for its own. */
  private static final String OURS = "isp:radius:1";

  private static final String RADIUS = "/radius";

  private RouterRepairs() {}

  /** The API is not there to be asked. */
  static RouterRepair openService(String service, int port) {
    return new ByHand("/ip service set %s disabled=no port=%d".formatted(service, port));
  }

  static RouterRepair certificate(String service) {
    return new ByHand("/ip service set %s certificate=\"%s\"".formatted(service, TO_PUT_IN));
  }

  static RouterRepair password(String user) {
    return new ByHand(
        RouterChange.setWhere("/user", "name", List.of(user), "password", TO_PUT_IN).command());
  }

  static RouterRepair policies(String group, List<String> policies) {
    return RouterChange.setWhere(
        "/user/group", "name", List.of(group), "policy", String.join(",", policies));
  }

  /** Of the group that a user is in, which is not known here. */
  static RouterRepair policiesOf(String user, List<String> policies) {
    return new ByHand(
        "/user group set [/user get [find name=%s] group] policy=%s"
            .formatted(CommandText.value(user), String.join(",", policies)));
  }

  /** Version 7 has a list of servers; version 6 two addresses, and names beside them. */
  static RouterRepair ntp(boolean version6) {
    return RouterChange.set(
        "/system/ntp/client",
        "enabled",
        "yes",
        version6 ? "server-dns-names" : "servers",
        "id.pool.ntp.org");
  }

  /**
   * @param us as the router sees us
   * @param source as we know the router, where it has that address itself
   */
  static RouterRepair addEntry(Optional<String> us, Optional<String> source) {
    List<String> properties =
        new ArrayList<>(
            List.of(
                "address",
                us.orElse(TO_PUT_IN),
                "secret",
                TO_PUT_IN,
                "service",
                "ppp",
                "timeout",
                "3s"));
    source.ifPresent(address -> properties.addAll(List.of("src-address", address)));
    properties.addAll(List.of("comment", OURS));
    return RouterChange.add(RADIUS, properties.toArray(String[]::new));
  }

  static RouterRepair useEntry(String address, List<String> services) {
    return entry(address, "disabled", "no", "service", String.join(",", services));
  }

  /** Whose it is, a person knows. */
  static RouterRepair markEntry(String address) {
    return new ByHand(entry(address, "comment", OURS).command());
  }

  static RouterRepair timeout(String address) {
    return entry(address, "timeout", "3s");
  }

  static RouterRepair secret(Optional<String> address) {
    return entry(address.orElse(TO_PUT_IN), "secret", TO_PUT_IN);
  }

  static RouterRepair incoming(int port) {
    return RouterChange.set("/radius/incoming", "accept", "yes", "port", Integer.toString(port));
  }

  static RouterRepair useRadius() {
    return RouterChange.set("/ppp/aaa", "use-radius", "yes", "accounting", "yes");
  }

  static RouterRepair interim() {
    return RouterChange.set("/ppp/aaa", "interim-update", "5m");
  }

  static RouterRepair disableSecrets(List<String> names) {
    return RouterChange.setWhere("/ppp/secret", "name", names, "disabled", "yes");
  }

  static RouterRepair addPool(String name) {
    return RouterChange.add("/ip/pool", "name", name, "ranges", TO_PUT_IN);
  }

  static RouterRepair licence() {
    return new ByHand("/system license import file-name=\"%s\"".formatted(TO_PUT_IN));
  }

  private static RouterChange entry(String address, String... properties) {
    return RouterChange.setWhere(RADIUS, "address", List.of(address), properties);
  }
}
