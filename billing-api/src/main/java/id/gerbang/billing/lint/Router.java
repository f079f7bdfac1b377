package id.gerbang.billing.lint;

import id.gerbang.routeros.ExportItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text says that a router is set to.
 *
 * @param kept it is one that Gerbang keeps: each property stands there but for secrets, some menus
 *     do not
 */
record Router(Map<String, List<ExportItem>> menus, boolean kept) {

  static final String BRIDGE = "/interface/bridge";
  static final String PORT = "/interface/bridge/port";
  static final String VLAN = "/interface/vlan";
  static final String EOIP = "/interface/eoip";
  static final String SSTP_CLIENT = "/interface/sstp-client";
  static final String SSTP_SERVER = "/interface/sstp-server/server";
  static final String SECRET = "/ppp/secret";

  /**
   * What an export does not list while it is as it came from the factory, or is named by itself.
   */
  private static final Pattern UNLISTED =
      Pattern.compile(
          "(?:ether|sfp|qsfp|combo|wlan|wifi|lte|ppp-out|usb|lo|team|vpls|cap)[-\\w.]*|<.*>"
              + "|all|none|static|dynamic");

  static Router of(List<ExportItem> items, boolean kept) {
    Map<String, List<ExportItem>> menus = new LinkedHashMap<>();
    for (ExportItem item : items) {
      menus.computeIfAbsent(item.menu(), menu -> new ArrayList<>()).add(item);
    }
    return new Router(menus, kept);
  }

  List<ExportItem> items(String menu) {
    return menus.getOrDefault(menu, List.of());
  }

  Collection<ExportItem> all() {
    return menus.values().stream().flatMap(List::stream).toList();
  }

  /** Of a menu that has settings and no list. */
  Optional<String> setting(String menu, String property) {
    return items(menu).stream().flatMap(item -> item.get(property).stream()).findFirst();
  }

  /** Those of interfaces and of lists of interfaces, which may be ports too. */
  Set<String> interfaces() {
    Set<String> names = new LinkedHashSet<>();
    menus.forEach(
        (menu, items) -> {
          if (menu.startsWith("/interface/") || menu.equals("/caps-man/interface")) {
            items.forEach(item -> item.get("name").ifPresent(names::add));
          }
        });
    return names;
  }

  /** A port that was given another name is there by that one only. */
  boolean isUnlisted(String name) {
    return UNLISTED.matcher(name).matches()
        && items("/interface/ethernet").stream()
            .noneMatch(
                port ->
                    port.get("default-name").filter(name::equals).isPresent()
                        && !port.name().isEmpty()
                        && !port.name().equals(name));
  }

  List<ExportItem> portsOf(ExportItem bridge) {
    return items(PORT).stream()
        .filter(port -> port.get("bridge").filter(bridge.name()::equals).isPresent())
        .toList();
  }

  Optional<ExportItem> named(String menu, String name) {
    return items(menu).stream().filter(item -> item.name().equals(name)).findFirst();
  }

  boolean isEoip(String name) {
    return named(EOIP, name).isPresent();
  }

  static boolean isOff(ExportItem item) {
    return item.row().isTrue("disabled");
  }
}
