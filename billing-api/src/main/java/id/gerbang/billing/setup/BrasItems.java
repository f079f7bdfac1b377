package id.gerbang.billing.setup;

import id.gerbang.billing.hub.TunnelSecrets;
import id.gerbang.billing.mend.RouterItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a router needs to be a BRAS, in the order in which one thing needs the other
 * (routeros-provisioning, section 3). The text to import, what is sent over the API and what is
 * compared later are all made of this.
 */
final class BrasItems {

  static final String RADIUS = "/radius";
  static final String INCOMING = "/radius/incoming";
  static final String AAA = "/ppp/aaa";
  static final String POOL = "/ip/pool";
  static final String PROFILE = "/ppp/profile";
  static final String SERVER = "/interface/pppoe-server/server";
  static final String LIST = "/ip/firewall/address-list";
  static final String FILTER = "/ip/firewall/filter";
  static final String NAT = "/ip/firewall/nat";

  /** Comments of ours by menu: last made, first removed. */
  static final Map<String, String> OURS = ours();

  /** What objects of ours are made of: the rest of a row is what the router says of it. */
  static final Map<String, List<String>> PROPERTIES =
      Map.of(
          RADIUS,
          List.of("address", RouterItem.SECRET, "service", "timeout", "src-address", "disabled"),
          POOL,
          List.of("name", "ranges"),
          PROFILE,
          List.of("name", "local-address", "remote-address", "dns-server", "change-tcp-mss"),
          SERVER,
          List.of(
              "service-name",
              "interface",
              "default-profile",
              "authentication",
              "one-session-per-host",
              "keepalive-timeout",
              "disabled"),
          LIST,
          List.of("list", "address"),
          FILTER,
          List.of(
              "chain",
              "src-address-list",
              "dst-address-list",
              "protocol",
              "dst-port",
              "action",
              "disabled"),
          NAT,
          List.of(
              "chain",
              "src-address-list",
              "dst-address",
              "protocol",
              "dst-port",
              "action",
              "to-addresses",
              "to-ports",
              "disabled"));

  private static final String PROFILE_NAME = "isp-pppoe";
  private static final String DISABLED = "disabled";

  private BrasItems() {}

  private static Map<String, String> ours() {
    Map<String, String> ours = new LinkedHashMap<>();
    ours.put(NAT, "isp:isolir:");
    ours.put(FILTER, "isp:isolir:");
    ours.put(LIST, "isp:isolir:");
    ours.put(SERVER, "isp:pppoe:");
    ours.put(PROFILE, "isp:pppoe:");
    ours.put(POOL, "isp:pool:");
    ours.put(RADIUS, "isp:radius:");
    return ours;
  }

  /**
   * @param secret of RADIUS, or what stands for it
   * @param ofTunnel the same for the tunnel, where there is one
   */
  static List<RouterItem> of(BrasSetup setup, String secret, TunnelSecrets ofTunnel) {
    List<RouterItem> items = new ArrayList<>();
    setup.tunnel().ifPresent(tunnel -> items.addAll(TunnelItems.of(tunnel, ofTunnel)));
    items.addAll(radius(setup, secret));
    items.addAll(pppoe(setup));
    items.addAll(isolation(setup));
    return items;
  }

  private static List<RouterItem> radius(BrasSetup setup, String secret) {
    List<RouterItem> items = new ArrayList<>();
    int number = 1;
    for (String address : setup.radius()) {
      Map<String, String> entry =
          properties(
              "address",
              address,
              RouterItem.SECRET,
              secret,
              "service",
              "ppp,hotspot",
              "timeout",
              "3s",
              DISABLED,
              setup.answeredElsewhere() ? "yes" : "no");
      setup.sourceAddress().ifPresent(source -> entry.put("src-address", source));
      items.add(RouterItem.object(RADIUS, "isp:radius:" + number++, Map.of(), entry));
    }
    items.add(
        RouterItem.settings(
            INCOMING, properties("accept", "yes", "port", Integer.toString(setup.coaPort()))));
    items.add(
        RouterItem.settings(
            AAA, properties("use-radius", "yes", "accounting", "yes", "interim-update", "5m")));
    return items;
  }

  private static List<RouterItem> pppoe(BrasSetup setup) {
    List<RouterItem> items = new ArrayList<>();
    setup
        .pools()
        .forEach(
            (name, ranges) ->
                items.add(
                    RouterItem.object(
                        POOL,
                        "isp:pool:" + name,
                        Map.of("name", name),
                        properties("name", name, "ranges", ranges))));
    items.add(
        RouterItem.object(
            PROFILE, "isp:pppoe:profile", Map.of("name", PROFILE_NAME), profile(setup)));
    items.add(
        RouterItem.object(
            SERVER,
            "isp:pppoe:server",
            Map.of(),
            properties(
                "service-name",
                "pppoe-isp",
                "interface",
                setup.interfaceName(),
                "default-profile",
                PROFILE_NAME,
                "authentication",
                "mschap2,chap,pap",
                "one-session-per-host",
                "yes",
                "keepalive-timeout",
                "10",
                DISABLED,
                "no")));
    return items;
  }

  /**
   * As a version has it. Version 6 knows no comment of a PPPoE server, and would not take the
   * command.
   */
  static RouterItem on(int major, RouterItem item) {
    return major < 7 && item.menu().equals(SERVER) ? item.named() : item;
  }

  private static Map<String, String> profile(BrasSetup setup) {
    Map<String, String> profile =
        properties(
            "name",
            PROFILE_NAME,
            "local-address",
            setup.localAddress(),
            "remote-address",
            setup.pools().keySet().iterator().next(),
            "change-tcp-mss",
            "yes");
    if (!setup.dns().isEmpty()) {
      profile.put("dns-server", String.join(",", setup.dns()));
    }
    return profile;
  }

  private static List<RouterItem> isolation(BrasSetup setup) {
    List<RouterItem> items = new ArrayList<>();
    List<String> reachable = new ArrayList<>(List.of(setup.portal()));
    reachable.addAll(setup.payHosts());
    for (String host : reachable) {
      Map<String, String> entry = properties("list", "portal", "address", host);
      items.add(RouterItem.object(LIST, "isp:isolir:portal:" + host, entry, entry));
    }
    items.add(forward(setup, "dns", "protocol", "udp", "dst-port", "53", "action", "accept"));
    items.add(forward(setup, "dns-tcp", "protocol", "tcp", "dst-port", "53", "action", "accept"));
    items.add(forward(setup, "portal", "dst-address-list", "portal", "action", "accept"));
    items.add(forward(setup, "drop", "action", "drop"));
    items.add(
        rule(
            NAT,
            setup,
            "http",
            "dstnat",
            "protocol",
            "tcp",
            "dst-port",
            "80",
            "action",
            "dst-nat",
            "to-addresses",
            setup.portal(),
            "to-ports",
            Integer.toString(setup.portalPort())));
    // Masqueraded, all of them would be one address to the page.
    items.add(
        rule(NAT, setup, "unmasked", "srcnat", "dst-address", setup.portal(), "action", "accept"));
    return items;
  }

  private static RouterItem forward(BrasSetup setup, String name, String... more) {
    return rule(FILTER, setup, name, "forward", more);
  }

  private static RouterItem rule(
      String menu, BrasSetup setup, String name, String chain, String... more) {
    Map<String, String> properties =
        properties("chain", chain, "src-address-list", setup.isolationList());
    properties.putAll(properties(more));
    properties.put(DISABLED, "no");
    return new RouterItem(menu, "isp:isolir:" + name, Map.of(), properties, true);
  }

  static Map<String, String> properties(String... pairs) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    return properties;
  }
}
