package id.gerbang.billing.hub;

import static id.gerbang.routeros.CommandText.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A hub's half of its tunnels, as text for whoever keeps the hub. Logins of L2TP and SSTP stand on
 * the hub itself: a way to routers that needs RADIUS would be gone with it, and with the router
 * that it is to mend.
 */
final class HubScript {

  private static final String NAME = "isp-hub";
  private static final String NO_SECRET = "PUT-THE-SECRET-HERE";

  private final HubRow hub;
  private final List<TunnelRow> tunnels;
  private final Secrets secrets;

  /**
   * What the text has where it is asked for.
   *
   * @param passwords by router
   */
  record Secrets(String ipsec, Map<Long, String> passwords) {

    String of(TunnelRow tunnel) {
      return passwords.getOrDefault(tunnel.routerId(), NO_SECRET);
    }

    String ipsecOr() {
      return ipsec.isEmpty() ? NO_SECRET : ipsec;
    }

    @Override
    public String toString() {
      return "(secrets)";
    }
  }

  HubScript(HubRow hub, List<TunnelRow> tunnels, Secrets secrets) {
    this.hub = hub;
    this.tunnels = tunnels;
    this.secrets = secrets;
  }

  /** For wg-quick, or for pppd and its relatives. */
  String linux() {
    List<String> lines = new ArrayList<>();
    switch (HubKind.of(hub.kind())) {
      case WIREGUARD -> {
        lines.add("# /etc/wireguard/" + NAME + ".conf; the private key stays on this machine");
        lines.add("[Interface]");
        lines.add("Address = " + ownAddress());
        lines.add("ListenPort = " + hub.port());
        lines.add("PrivateKey = " + NO_SECRET);
        tunnels.forEach(tunnel -> lines.addAll(peer(tunnel)));
      }
      case L2TP -> {
        lines.add("# /etc/ipsec.secrets");
        lines.add("%any %any : PSK \"" + secrets.ipsecOr() + "\"");
        lines.addAll(logins("# /etc/ppp/chap-secrets; the hub itself is " + ownAddress()));
      }
      case SSTP ->
          lines.addAll(logins("# chap-secrets of accel-ppp; the hub itself is " + ownAddress()));
    }
    return text(lines);
  }

  private List<String> peer(TunnelRow tunnel) {
    String comment = "# router " + tunnel.routerId();
    return tunnel.publicKey() == null
        ? List.of("", comment + ": its key is not known yet")
        : List.of(
            "",
            comment,
            "[Peer]",
            "PublicKey = " + tunnel.publicKey(),
            "AllowedIPs = " + tunnel.address() + "/32");
  }

  private List<String> logins(String heading) {
    List<String> lines = new ArrayList<>(List.of(heading));
    tunnels.forEach(
        tunnel ->
            lines.add(
                "\"%s\" * \"%s\" %s"
                    .formatted(tunnel.username(), secrets.of(tunnel), tunnel.address())));
    return lines;
  }

  /** For {@code /import} on a MikroTik; a second import makes nothing twice. */
  String routerOs() {
    List<String> lines = new ArrayList<>();
    switch (HubKind.of(hub.kind())) {
      case WIREGUARD -> {
        lines.add(
            once(
                "/interface wireguard",
                "isp:hub",
                "name=%s listen-port=%d".formatted(NAME, hub.port())));
        lines.add(
            once(
                "/ip address", "isp:hub", "address=%s interface=%s".formatted(ownAddress(), NAME)));
        for (TunnelRow tunnel : tunnels) {
          lines.add(
              tunnel.publicKey() == null
                  ? "# router " + tunnel.routerId() + ": its key is not known yet"
                  : once(
                      "/interface wireguard peers",
                      comment(tunnel),
                      "interface=%s public-key=%s allowed-address=%s/32"
                          .formatted(NAME, quoted(tunnel.publicKey()), tunnel.address())));
        }
        lines.add(noMore("/interface wireguard peers"));
        lines.add(":put [/interface wireguard get [find comment=\"isp:hub\"] public-key]");
      }
      case L2TP -> {
        lines.add(
            "/interface l2tp-server server set enabled=yes authentication=mschap2 use-ipsec=required ipsec-secret="
                + quoted(secrets.ipsecOr()));
        lines.addAll(pppLogins("l2tp"));
      }
      case SSTP -> {
        lines.add("# it shows a certificate: set certificate=NAME, whose authority routers know");
        lines.add(
            "/interface sstp-server server set enabled=yes authentication=mschap2 port="
                + hub.port());
        lines.addAll(pppLogins("sstp"));
      }
    }
    return text(lines);
  }

  private List<String> pppLogins(String service) {
    List<String> lines = new ArrayList<>();
    lines.add(
        once(
            "/ppp profile",
            "isp:hub",
            "name=%s local-address=%s".formatted(NAME, hub.tunnelNetwork().hubAddress())));
    for (TunnelRow tunnel : tunnels) {
      lines.add(
          once(
              "/ppp secret",
              comment(tunnel),
              "name=%s password=%s service=%s profile=%s remote-address=%s"
                  .formatted(
                      tunnel.username(),
                      quoted(secrets.of(tunnel)),
                      service,
                      NAME,
                      tunnel.address())));
    }
    lines.add(noMore("/ppp secret"));
    return lines;
  }

  private static String once(String menu, String comment, String values) {
    return ":if ([:len [%1$s find comment=%2$s]] = 0) do={ %1$s add %3$s comment=%2$s } else={ %1$s set [find comment=%2$s] %3$s }"
        .formatted(menu, quoted(comment), values);
  }

  /** Those of routers that have left. */
  private String noMore(String menu) {
    StringBuilder find = new StringBuilder("comment~\"^isp:hub:router:\"");
    tunnels.forEach(tunnel -> find.append(" and comment!=").append(quoted(comment(tunnel))));
    return menu + " remove [find where " + find + "]";
  }

  private static String comment(TunnelRow tunnel) {
    return "isp:hub:router:" + tunnel.routerId();
  }

  private String ownAddress() {
    return hub.tunnelNetwork().hubAddress() + "/" + hub.tunnelNetwork().prefix();
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
