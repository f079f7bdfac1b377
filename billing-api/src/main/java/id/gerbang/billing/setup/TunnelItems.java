package id.gerbang.billing.setup;

import id.gerbang.billing.hub.HubKind;
import id.gerbang.billing.hub.RouterTunnel;
import id.gerbang.billing.hub.TunnelSecrets;
import id.gerbang.billing.mend.RouterItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A router's half of the tunnel to the ISP's hub: the client, its address where it is not given one
 * when it dials, and the way to servers of ours.
 */
final class TunnelItems {

  private static final String WIREGUARD = "/interface/wireguard";
  private static final String PEERS = "/interface/wireguard/peers";
  private static final String L2TP = "/interface/l2tp-client";
  private static final String SSTP = "/interface/sstp-client";
  private static final String ADDRESS = "/ip/address";
  private static final String ROUTE = "/ip/route";

  /** Of all that is ours here. */
  private static final String PREFIX = "isp:hub:";

  private static final String NAME = "isp-hub";
  private static final int SSTP_PORT = 443;

  /** Last made, first removed. The client itself goes last: its key can't be put back. */
  private static final Map<HubKind, List<String>> MENUS =
      Map.of(
          HubKind.WIREGUARD, List.of(ROUTE, ADDRESS, PEERS, WIREGUARD),
          HubKind.L2TP, List.of(ROUTE, L2TP),
          HubKind.SSTP, List.of(ROUTE, SSTP));

  /** As {@link BrasItems#PROPERTIES}. */
  static final Map<String, List<String>> PROPERTIES =
      Map.of(
          WIREGUARD,
          List.of("name", "disabled"),
          PEERS,
          List.of(
              "interface",
              "public-key",
              "endpoint-address",
              "endpoint-port",
              "allowed-address",
              "persistent-keepalive",
              "disabled"),
          L2TP,
          List.of(
              "name",
              "connect-to",
              "user",
              "password",
              "use-ipsec",
              "ipsec-secret",
              "allow",
              "add-default-route",
              "disabled"),
          SSTP,
          List.of(
              "name",
              "connect-to",
              "port",
              "user",
              "password",
              "authentication",
              "tls-version",
              "verify-server-certificate",
              "add-default-route",
              "disabled"),
          ADDRESS,
          List.of("address", "interface", "disabled"),
          ROUTE,
          List.of("dst-address", "gateway", "disabled"));

  private TunnelItems() {}

  /** Comments of ours by menu, where there is, or was, a tunnel of this kind. */
  static Map<String, String> ours(HubKind kind) {
    Map<String, String> ours = new LinkedHashMap<>();
    MENUS.getOrDefault(kind, List.of()).forEach(menu -> ours.put(menu, PREFIX));
    return ours;
  }

  static List<RouterItem> of(RouterTunnel tunnel, TunnelSecrets secrets) {
    List<RouterItem> items =
        new ArrayList<>(
            switch (tunnel.kind()) {
              case WIREGUARD -> wireguard(tunnel);
              case L2TP -> List.of(l2tp(tunnel, secrets));
              case SSTP -> List.of(sstp(tunnel, secrets));
            });
    for (String server : tunnel.servers()) {
      items.add(
          item(
              ROUTE,
              "route:" + server,
              "dst-address",
              server + "/32",
              "gateway",
              NAME,
              "disabled",
              "no"));
    }
    return items;
  }

  /** The router makes its private key itself, and nobody else has it. */
  private static List<RouterItem> wireguard(RouterTunnel tunnel) {
    return List.of(
        client(WIREGUARD, "disabled", "no"),
        item(
            PEERS,
            "peer",
            "interface",
            NAME,
            "public-key",
            tunnel.hubKey(),
            "endpoint-address",
            tunnel.endpoint(),
            "endpoint-port",
            Integer.toString(tunnel.port()),
            "allowed-address",
            Stream.concat(
                    Stream.of(tunnel.network()),
                    tunnel.servers().stream().map(server -> server + "/32"))
                .collect(Collectors.joining(",")),
            // Behind NAT nobody else can begin.
            "persistent-keepalive",
            "25s",
            "disabled",
            "no"),
        item(
            ADDRESS,
            "address",
            "address",
            tunnel.address() + "/" + tunnel.prefix(),
            "interface",
            NAME,
            "disabled",
            "no"));
  }

  private static RouterItem l2tp(RouterTunnel tunnel, TunnelSecrets secrets) {
    return client(
        L2TP,
        "connect-to",
        tunnel.endpoint(),
        "user",
        tunnel.username(),
        "password",
        secrets.password(),
        "use-ipsec",
        "yes",
        "ipsec-secret",
        secrets.ipsec(),
        "allow",
        "mschap2",
        "add-default-route",
        "no",
        "disabled",
        "no");
  }

  private static RouterItem sstp(RouterTunnel tunnel, TunnelSecrets secrets) {
    List<String> properties =
        new ArrayList<>(List.of("connect-to", tunnel.endpoint(), "user", tunnel.username()));
    if (tunnel.port() != SSTP_PORT) {
      properties.addAll(List.of("port", Integer.toString(tunnel.port())));
    }
    properties.addAll(
        List.of(
            "password",
            secrets.password(),
            "authentication",
            "mschap2",
            "tls-version",
            "only-1.2",
            "verify-server-certificate",
            "yes",
            "add-default-route",
            "no",
            "disabled",
            "no"));
    return client(SSTP, properties.toArray(String[]::new));
  }

  private static RouterItem client(String menu, String... more) {
    Map<String, String> properties = new LinkedHashMap<>(Map.of("name", NAME));
    properties.putAll(BrasItems.properties(more));
    return new RouterItem(menu, PREFIX + "client", Map.of("name", NAME), properties, false);
  }

  private static RouterItem item(String menu, String name, String... properties) {
    return new RouterItem(menu, PREFIX + name, Map.of(), BrasItems.properties(properties), false);
  }

  /** What a person enters at the hub, where it did not come over the API. */
  static final String TELL_KEY =
      ":put [/interface wireguard get [find comment=\"%sclient\"] public-key]".formatted(PREFIX);

  static final String CLIENT = PREFIX + "client";
}
