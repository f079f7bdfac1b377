package id.gerbang.billing.lint;

import id.gerbang.routeros.ExportItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a text says that a router is set to. */
final class Router {

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

  private final boolean kept;
  private final Map<String, List<ExportItem>> menus = new LinkedHashMap<>();
  private final Map<String, Map<String, ExportItem>> names = new HashMap<>();
  private final Map<String, List<ExportItem>> ports = new HashMap<>();
  private final Set<String> bridged = new HashSet<>();
  private final Set<String> interfaces = new LinkedHashSet<>();

  /**
   * @param kept the text is one that Gerbang keeps: each property stands there but for secrets,
   *     some menus do not
   */
  Router(List<ExportItem> items, boolean kept) {
    this.kept = kept;
    items.forEach(this::add);
  }

  private void add(ExportItem item) {
    String menu = item.menu();
    menus.computeIfAbsent(menu, path -> new ArrayList<>()).add(item);
    item.get("name")
        .ifPresent(
            name -> {
              names.computeIfAbsent(menu, path -> new HashMap<>()).putIfAbsent(name, item);
              if (menu.startsWith("/interface/") || menu.equals("/caps-man/interface")) {
                interfaces.add(name);
              }
            });
    if (menu.equals(PORT)) {
      ports.computeIfAbsent(item.get("bridge").orElse(""), name -> new ArrayList<>()).add(item);
      item.get("interface").ifPresent(bridged::add);
    }
  }

  boolean kept() {
    return kept;
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

  /** Names of interfaces and of lists of interfaces, which may be ports too. */
  Set<String> interfaces() {
    return interfaces;
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
    return ports.getOrDefault(bridge.name(), List.of());
  }

  boolean isPort(String name) {
    return bridged.contains(name);
  }

  Optional<ExportItem> named(String menu, String name) {
    return Optional.ofNullable(names.getOrDefault(menu, Map.of()).get(name));
  }

  boolean isEoip(String name) {
    return named(EOIP, name).isPresent();
  }

  static boolean isOff(ExportItem item) {
    return item.row().isTrue("disabled");
  }
}
