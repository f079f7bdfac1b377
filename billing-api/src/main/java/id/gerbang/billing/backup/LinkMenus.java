package id.gerbang.billing.backup;

import java.util.List;
import java.util.Map;

/** The menus of a link's objects, and what may be set there: {@code /export} shows no more. */
final class LinkMenus {

  static final String ADDRESS = "/ip/address";
  static final String INTERFACE = "/interface";
  static final String VLAN = "/interface/vlan";
  static final String EOIP = "/interface/eoip";
  static final String BRIDGE = "/interface/bridge";
  static final String PORT = "/interface/bridge/port";
  static final String SSTP = "/interface/sstp-client";
  static final String SECRET = "/ppp/secret";
  static final String PROFILE = "/ppp/profile";

  /** Also what others set of it by hand: what comes back is as it was. */
  static final Map<String, List<String>> SETTABLE =
      Map.of(
          VLAN,
          List.of(
              "name",
              "mtu",
              "arp",
              "arp-timeout",
              "loop-protect",
              "loop-protect-send-interval",
              "loop-protect-disable-time",
              "vlan-id",
              "interface",
              "use-service-tag",
              "disabled"),
          EOIP,
          List.of(
              "name",
              "mtu",
              "mac-address",
              "arp",
              "arp-timeout",
              "loop-protect",
              "loop-protect-send-interval",
              "loop-protect-disable-time",
              "local-address",
              "remote-address",
              "tunnel-id",
              "keepalive",
              "dscp",
              "clamp-tcp-mss",
              "dont-fragment",
              "allow-fast-path",
              "disabled"),
          BRIDGE,
          List.of(
              "name",
              "mtu",
              "admin-mac",
              "auto-mac",
              "arp",
              "arp-timeout",
              "ageing-time",
              "protocol-mode",
              "priority",
              "forward-delay",
              "max-message-age",
              "transmit-hold-count",
              "fast-forward",
              "igmp-snooping",
              "dhcp-snooping",
              "vlan-filtering",
              "disabled"),
          PORT,
          List.of(
              "interface",
              "bridge",
              "priority",
              "path-cost",
              "internal-path-cost",
              "edge",
              "point-to-point",
              "learn",
              "horizon",
              "auto-isolate",
              "restricted-role",
              "restricted-tcn",
              "pvid",
              "frame-types",
              "ingress-filtering",
              "unknown-unicast-flood",
              "unknown-multicast-flood",
              "broadcast-flood",
              "bpdu-guard",
              "trusted",
              "disabled"),
          SSTP,
          List.of(
              "name",
              "max-mtu",
              "max-mru",
              "mrru",
              "connect-to",
              "port",
              "certificate",
              "verify-server-certificate",
              "verify-server-address-from-certificate",
              "user",
              "password",
              "profile",
              "keepalive-timeout",
              "add-default-route",
              "default-route-distance",
              "dial-on-demand",
              "authentication",
              "pfs",
              "tls-version",
              "add-sni",
              "disabled"),
          SECRET,
          List.of(
              "name",
              "service",
              "caller-id",
              "password",
              "profile",
              "local-address",
              "remote-address",
              "routes",
              "limit-bytes-in",
              "limit-bytes-out",
              "disabled"));

  private LinkMenus() {}
}
