package id.gerbang.billing.configuration;

import id.gerbang.core.seal.Sha256;
import id.gerbang.routeros.CommandText;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a router is set to, as text: a line a menu, and below it one a item, in the router's order,
 * as its command line would have them. Read by {@code print}, which every version offers over the
 * binary API and over REST alike; {@code /export} is offered by neither of the older ones.
 *
 * <p>What a router says of its state is left out, and so is every secret, by the property's name.
 * Scripts, which may have secrets within, stand there by their SHA-256: that one was changed shows.
 *
 * @param unread menus that the router did not tell: they are not in the text, which is another
 *     thing than that they are empty
 */
record ConfigurationText(List<String> lines, List<String> unread) {

  private static final List<String> MENUS =
      List.of(
          "/system/identity",
          "/system/ntp/client",
          "/system/logging",
          "/system/scheduler",
          "/system/script",
          "/interface/ethernet",
          "/interface/bridge",
          "/interface/bridge/port",
          "/interface/vlan",
          "/interface/eoip",
          "/interface/list",
          "/interface/list/member",
          "/interface/pppoe-server/server",
          "/interface/sstp-server/server",
          "/interface/sstp-client",
          "/interface/l2tp-client",
          "/interface/wireguard",
          "/interface/wireguard/peers",
          "/ip/address",
          "/ip/pool",
          "/ip/dhcp-client",
          "/ip/dhcp-server",
          "/ip/dhcp-server/network",
          "/ip/dns",
          "/ip/route",
          "/ip/service",
          "/ip/firewall/address-list",
          "/ip/firewall/filter",
          "/ip/firewall/mangle",
          "/ip/firewall/nat",
          "/ip/firewall/raw",
          "/ip/hotspot",
          "/ip/hotspot/profile",
          "/ip/hotspot/user/profile",
          "/ppp/aaa",
          "/ppp/profile",
          "/ppp/secret",
          "/queue/simple",
          "/queue/tree",
          "/queue/type",
          "/radius",
          "/radius/incoming",
          "/routing/table",
          "/snmp",
          "/tool/netwatch",
          "/user",
          "/user/aaa",
          "/user/group");

  /** By their names, wherever they are: RouterOS has no other word for what is secret. */
  private static final Pattern SECRET =
      Pattern.compile(".*(password|secret|passphrase|key|token|pin|community).*");

  private static final Set<String> SCRIPTS =
      Set.of("source", "on-event", "up-script", "down-script", "test-script", "on-up", "on-down");

  /** What a router says of its state, not what it is set to. */
  private static final Pattern STATE =
      Pattern.compile(
          "\\..*|running|invalid|dynamic|default|builtin|active|inactive|static|slave|expired|uptime|since"
              + "|status|state|owner|run-count|next-run|last-.*|next-.*|creation-time|.*bytes?|.*packets?|rx-.*|tx-.*|rate"
              + "|packet-rate|dropped|queued-.*|actual-.*|immediate-gw|gateway-status|local-address-status|mac-address"
              + "|link-downs|.*-time-left|loss-.*|sent-.*|response-.*|done-tests|failed-tests|cache-used|dynamic-servers"
              + "|synced-.*|system-offset|freq-drift|hw-offload|role|edge.*|port-number|forwarding|learning|sending-.*");

  ConfigurationText {
    lines = List.copyOf(lines);
    unread = List.copyOf(unread);
  }

  /**
   * All that the router tells.
   *
   * @throws RouterOsException of the connection: half a text is none
   */
  static ConfigurationText of(RouterOs router) {
    List<String> lines = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (String menu : MENUS) {
      try {
        List<Row> rows = router.print(menu, List.of());
        lines.add(menu);
        rows.stream()
            .filter(row -> !row.isTrue("dynamic"))
            .map(ConfigurationText::line)
            .forEach(lines::add);
      } catch (RouterOsException e) {
        if (!e.kind().isOfOneCommand()) {
          throw e;
        }
        unread.add(menu);
      }
    }
    return new ConfigurationText(lines, unread);
  }

  private static String line(Row row) {
    return row.values().entrySet().stream()
        .filter(entry -> !STATE.matcher(entry.getKey()).matches())
        .filter(entry -> !SECRET.matcher(entry.getKey()).matches())
        .map(ConfigurationText::property)
        .collect(Collectors.joining(" ", "  ", ""));
  }

  private static String property(Map.Entry<String, String> entry) {
    return SCRIPTS.contains(entry.getKey())
        ? entry.getKey() + "-sha256=" + HexFormat.of().formatHex(Sha256.of(entry.getValue()))
        : entry.getKey() + "=" + CommandText.value(entry.getValue());
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
