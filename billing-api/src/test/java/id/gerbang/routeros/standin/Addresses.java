package id.gerbang.routeros.standin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses, ports and protocols as they are typed: what is read of them, or the refusal. */
final class Addresses {

  private static final Pattern MAC =
      Pattern.compile("(?i)[0-9A-F]{2}([:.-]?)(?:[0-9A-F]{2}\\1){4}[0-9A-F]{2}");
  private static final Pattern HOST_NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  private Addresses() {}

  private static boolean isIp(String text) {
    if (text.contains(":")) {
      return text.matches("(?i)[0-9a-f:]{2,39}(%\\S+)?");
    }
    String[] parts = text.split("\\.", -1);
    return parts.length == 4
        && Arrays.stream(parts).allMatch(p -> p.matches("\\d{1,3}") && Integer.parseInt(p) <= 255);
  }

  static String ip(String property, String typed) {
    if (!isIp(typed)) {
      throw Refusal.value(property);
    }
    return typed;
  }

  private static int bitsOf(String property, String address, String length) {
    int most = address.contains(":") ? 128 : 32;
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
      throw Refusal.value(property);
    }
    return Integer.parseInt(length);
  }

  static String address(String property, String typed) {
    String[] parts = typed.split("/", 2);
    String address = ip(property, parts[0]);
    return address + "/" + bitsOf(property, address, parts.length == 1 ? "32" : parts[1]);
  }

  static String network(String property, String typed) {
    String address = address(property, typed);
    return address.contains(":") ? address : Ip4.Prefix.of(address).toString();
  }

  static String oneAddress(String property, String typed) {
    String rest = typed.startsWith("!") ? typed.substring(1) : typed;
    if (rest.contains("-")) {
      oneRange(property, rest);
    } else {
      String[] parts = rest.split("/", 2);
      ip(property, parts[0]);
      if (parts.length == 2) {
        bitsOf(property, parts[0], parts[1]);
      }
    }
    return typed;
  }

  static String oneRange(String property, String typed) {
    String[] ends = typed.split("-", 2);
    if (ends.length == 1) {
      return typed.contains("/") ? address(property, typed) : ip(property, typed);
    }
    if (Ip4.number(ip(property, ends[0])) > Ip4.number(ip(property, ends[1]))) {
      throw Refusal.value(property);
    }
    return typed;
  }

  static String mac(String property, String typed) {
    if (!MAC.matcher(typed).matches()) {
      throw new Refusal(Refusal.VALUE, "invalid value of " + property + ", mac address required");
    }
    String digits = typed.replaceAll("[:.-]", "").toUpperCase(Locale.ROOT);
    return String.join(":", digits.split("(?<=\\G..)"));
  }

  static String host(String property, String typed) {
    int colon = typed.indexOf(':');
    boolean port = colon > 0 && colon == typed.lastIndexOf(':');
    String name = port ? typed.substring(0, colon) : typed;
    boolean numeric = name.matches("[0-9.]+") || name.contains(":");
    if (numeric ? !isIp(name) : !HOST_NAME.matcher(name).matches()) {
      throw Refusal.value(property);
    }
    if (port) {
      ValueType.range("1..65535")
          .read(property, typed.substring(colon + 1), (menu, name2) -> Optional.empty());
    }
    return typed;
  }

  static String ports(String property, String typed) {
    for (String port : typed.replaceFirst("^!", "").split("-", 2)) {
      if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
        throw Refusal.value(property);
      }
    }
    return typed;
  }

  static String protocol(String property, String typed) {
    List<String> names =
        List.of(
            "icmp",
            "igmp",
            "tcp",
            "udp",
            "gre",
            "ipsec-esp",
            "ipsec-ah",
            "ospf",
            "sctp",
            "ipip",
            "ipv6-encap",
            "vrrp",
            "l2tp",
            "udp-lite",
            "pim",
            "icmpv6");
    String name = typed.replaceFirst("^!", "");
    if (!names.contains(name) && !(name.matches("\\d{1,3}") && Integer.parseInt(name) <= 255)) {
      throw Refusal.noMatch(property);
    }
    return typed;
  }
}
