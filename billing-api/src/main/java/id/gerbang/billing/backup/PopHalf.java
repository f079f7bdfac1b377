package id.gerbang.billing.backup;

import id.gerbang.billing.mend.RouterItem;
import java.util.ArrayList;
import java.util.List;

/**
 * The POP router's half of a backup link: SSTP server, EoIP, and the bridge with the customer's
 * VLAN (routeros-provisioning, sections 4.2 and 4.3).
 */
final class PopHalf {

  static final String PROFILE = "gsm-backup";
  private static final String SSTP_SERVER = "/interface sstp-server server";

  private final Tunnel tunnel;
  private final Tunnel first;
  private final Password password;
  private final LoginMode mode;

  PopHalf(Tunnel tunnel, Password password, LoginMode mode) {
    this.tunnel = tunnel;
    this.first = tunnel.first();
    this.password = password;
    this.mode = mode;
  }

  /** For the first link of a POP: with what its links share. */
  Script first() {
    List<String> lines = new ArrayList<>(remarks());
    lines.add(wanAddress().text());
    lines.add(ofVlan(vlan()));
    if (mode == LoginMode.RADIUS) {
      lines.add(profile().text());
    }
    return new Script(rest(lines));
  }

  /** For a further link of a POP: what its links share may be there already. */
  Script further() {
    List<String> lines = new ArrayList<>(remarks());
    lines.add(wanAddress().textIfAbsent());
    lines.add(ofVlan(vlan()));
    if (mode == LoginMode.RADIUS) {
      lines.add(profile().textIfAbsent());
    }
    return new Script(rest(lines));
  }

  /** Takes this link away and nothing that the POP's links share (section 4.9). */
  Script removal(boolean aloneOnVlan) {
    List<RouterOsCommand> gone = new ArrayList<>(own());
    if (!aloneOnVlan) {
      gone.removeAll(ofVlan());
    }
    return Script.removal(gone);
  }

  /** What is this link's alone, or its VLAN's. */
  List<RouterOsCommand> own() {
    List<RouterOsCommand> own = new ArrayList<>();
    own.add(vlan());
    if (mode == LoginMode.SECRET) {
      own.add(secret());
    }
    own.addAll(bridged());
    return own;
  }

  /** What all branches of the VLAN need. */
  List<RouterOsCommand> ofVlan() {
    return List.of(vlan(), Bridged.bridge(first), vlanPort());
  }

  /**
   * All of it, for the API.
   *
   * @param server how the POP's SSTP server is to find logins: one link by RADIUS is enough
   */
  List<RouterItem> items(LoginMode server) {
    List<RouterItem> items = new ArrayList<>();
    items.add(wanAddress().item("address", "interface"));
    items.add(vlan().item());
    if (server == LoginMode.RADIUS) {
      items.add(profile().item());
    }
    settings(onItsPort(server()), server).forEach(command -> items.add(command.item()));
    if (mode == LoginMode.SECRET) {
      items.add(secret().item());
    }
    bridged().forEach(command -> items.add(command.item()));
    return items;
  }

  private List<String> rest(List<String> lines) {
    settings().forEach(command -> lines.add(command.text()));
    if (mode == LoginMode.SECRET) {
      lines.add(secret().text());
    }
    bridged().forEach(command -> lines.add(ofVlan(command)));
    return lines;
  }

  /** A further branch finds there what its VLAN has already. */
  private String ofVlan(RouterOsCommand command) {
    return tunnel.branch() > 1 && ofVlan().contains(command)
        ? command.textIfAbsent()
        : command.text();
  }

  private List<String> remarks() {
    return switch (mode) {
      case SECRET -> List.of();
      case RADIUS ->
          List.of(
              "# The login " + tunnel.username() + " is answered by RADIUS: this router needs its",
              "# own /radius entry with service=ppp. Remove an old local login of that name, it",
              "# would be asked first.");
    };
  }

  private RouterOsCommand wanAddress() {
    return RouterOsCommand.add("/ip address", "isp:gsm:pop:wan")
        .with("address", tunnel.pop().toString())
        .with("interface", tunnel.popWanInterface());
  }

  private RouterOsCommand vlan() {
    return RouterOsCommand.add("/interface vlan", first.comment("vlan"))
        .with("name", vlanName())
        .with("vlan-id", Integer.toString(tunnel.vlan()))
        .with("interface", tunnel.popVlanInterface());
  }

  /** RADIUS gives the remote address; the local one comes from the profile. */
  private RouterOsCommand profile() {
    return RouterOsCommand.add("/ppp profile", "isp:gsm:pop:profile")
        .with("name", PROFILE)
        .with("local-address", tunnel.innerLocal())
        .with("change-tcp-mss", "yes");
  }

  /** As the paper has it: the usual port is not said. */
  private List<RouterOsCommand> settings() {
    return settings(tunnel.sstpPort() == Tunnel.SSTP_PORT ? server() : onItsPort(server()), mode);
  }

  private static RouterOsCommand server() {
    return RouterOsCommand.set(SSTP_SERVER).with("enabled", "yes");
  }

  private RouterOsCommand onItsPort(RouterOsCommand server) {
    return server.with("port", Integer.toString(tunnel.sstpPort()));
  }

  private static List<RouterOsCommand> settings(RouterOsCommand server, LoginMode mode) {
    return switch (mode) {
      case SECRET ->
          List.of(
              server
                  .with("default-profile", "default-encryption")
                  .with("authentication", "mschap2"));
      case RADIUS ->
          List.of(
              server.with("default-profile", PROFILE).with("authentication", "mschap2"),
              RouterOsCommand.set("/ppp aaa").with("use-radius", "yes").with("accounting", "yes"));
    };
  }

  private RouterOsCommand secret() {
    return RouterOsCommand.add("/ppp secret", tunnel.comment("secret"))
        .with("name", tunnel.username())
        .with("password", password.clear())
        .with("service", "sstp")
        .with("local-address", tunnel.innerLocal())
        .with("remote-address", tunnel.innerRemote());
  }

  private List<RouterOsCommand> bridged() {
    return List.of(
        Bridged.eoip(tunnel, tunnel.innerLocal(), tunnel.innerRemote()),
        Bridged.bridge(first),
        eoipPort(),
        vlanPort());
  }

  /** A branch's tunnel in the bridge of its VLAN. */
  RouterOsCommand eoipPort() {
    RouterOsCommand port = Bridged.port(tunnel, "port-eoip", first, tunnel.name());
    return tunnel.horizon().map(number -> port.with("horizon", Long.toString(number))).orElse(port);
  }

  private RouterOsCommand vlanPort() {
    return Bridged.port(first, "port-vlan", first, vlanName());
  }

  private String vlanName() {
    return "VLAN-" + first.name();
  }
}
