package id.gerbang.billing.router;

import id.gerbang.routeros.CommandText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The commands that mend what a test found, as RouterOS 6 and 7 read them from a terminal. Where a
 * person has to put something in, a secret above all, it says {@code "…"}.
 */
final class RouterRepairs {

  private static final String TO_PUT_IN = "\"…\"";

  private RouterRepairs() {}

  static String openService(String service, int port) {
    return "/ip service set %s disabled=no port=%d".formatted(service, port);
  }

  static String certificate(String service) {
    return "/ip service set %s certificate=%s".formatted(service, TO_PUT_IN);
  }

  static String password(String user) {
    return "/user set [find name=%s] password=%s".formatted(CommandText.value(user), TO_PUT_IN);
  }

  static String policies(String group, List<String> policies) {
    return "/user group set [find name=%s] policy=%s"
        .formatted(CommandText.value(group), String.join(",", policies));
  }

  /** Of the group that a user is in, which is not known here. */
  static String policiesOf(String user, List<String> policies) {
    return "/user group set [/user get [find name=%s] group] policy=%s"
        .formatted(CommandText.value(user), String.join(",", policies));
  }

  /** Version 7 has a list of servers; version 6 two addresses, and names beside them. */
  static String ntp(boolean version6) {
    return "/system ntp client set enabled=yes %s=id.pool.ntp.org"
        .formatted(version6 ? "server-dns-names" : "servers");
  }

  /**
   * @param us as the router sees us
   * @param source as we know the router
   */
  static String addEntry(Optional<String> us, Optional<String> source) {
    return "/radius add address=%s secret=%s service=ppp timeout=3s%s comment=gerbang"
        .formatted(
            us.map(CommandText::value).orElse(TO_PUT_IN),
            TO_PUT_IN,
            source.map(address -> " src-address=" + CommandText.value(address)).orElse(""));
  }

  static String useEntry(String address, List<String> services) {
    return entry(address) + " disabled=no service=" + String.join(",", services);
  }

  static String markEntry(String address) {
    return entry(address) + " comment=gerbang";
  }

  static String timeout(String address) {
    return entry(address) + " timeout=3s";
  }

  static String secret(Optional<String> address) {
    return address.map(RouterRepairs::entry).orElse("/radius set [find address=" + TO_PUT_IN + "]")
        + " secret="
        + TO_PUT_IN;
  }

  static String incoming(int port) {
    return "/radius incoming set accept=yes port=" + port;
  }

  static String useRadius() {
    return "/ppp aaa set use-radius=yes accounting=yes";
  }

  static String interim() {
    return "/ppp aaa set interim-update=5m";
  }

  static String disableSecrets(List<String> names) {
    return names.stream()
        .map(name -> "name=" + CommandText.value(name))
        .collect(Collectors.joining(" or ", "/ppp secret disable [find where ", "]"));
  }

  static String addPool(String name) {
    return "/ip pool add name=%s ranges=%s".formatted(CommandText.value(name), TO_PUT_IN);
  }

  static String licence() {
    return "/system license import file-name=" + TO_PUT_IN;
  }

  private static String entry(String address) {
    return "/radius set [find address=%s]".formatted(CommandText.value(address));
  }
}
