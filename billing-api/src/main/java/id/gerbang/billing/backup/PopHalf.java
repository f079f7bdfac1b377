package id.gerbang.billing.backup;

import java.util.ArrayList;
import java.util.List;

/**
 * The POP router's half of a backup link: SSTP server, EoIP, and the bridge with the customer's
 * VLAN (routeros-provisioning, sections 4.2 and 4.3).
 */
final class PopHalf {

  private static final String PROFILE = "gsm-backup";
  private static final String SSTP_SERVER = "/interface sstp-server server";

  private final Tunnel tunnel;
  private final Password password;
  private final LoginMode mode;

  PopHalf(Tunnel tunnel, Password password, LoginMode mode) {
    this.tunnel = tunnel;
    this.password = password;
    this.mode = mode;
  }

  /** For the first link of a POP: with what its links share. */
  Script first() {
    List<String> lines = new ArrayList<>(remarks());
    lines.add(wanAddress().text());
    lines.add(vlan().text());
    if (mode == LoginMode.RADIUS) {
      lines.add(profile().text());
    }
    return new Script(rest(lines));
  }

  /** For a further link of a POP: what its links share may be there already. */
  Script further() {
    List<String> lines = new ArrayList<>(remarks());
    lines.add(wanAddress().textIfAbsent());
    lines.add(vlan().text());
    if (mode == LoginMode.RADIUS) {
      lines.add(profile().textIfAbsent());
    }
    return new Script(rest(lines));
  }

  /** Takes this link away and nothing that the POP's links share (section 4.9). */
  Script removal() {
    List<RouterOsCommand> own = new ArrayList<>();
    own.add(vlan());
    if (mode == LoginMode.SECRET) {
      own.add(secret());
    }
    own.addAll(bridged());
    return Script.removal(own);
  }

  private List<String> rest(List<String> lines) {
    settings().forEach(command -> lines.add(command.text()));
    if (mode == LoginMode.SECRET) {
      lines.add(secret().text());
    }
    bridged().forEach(command -> lines.add(command.text()));
    return lines;
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
    return RouterOsCommand.add("/interface vlan", tunnel.comment("vlan"))
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

  private List<RouterOsCommand> settings() {
    RouterOsCommand enabled = RouterOsCommand.set(SSTP_SERVER).with("enabled", "yes");
    RouterOsCommand server =
        tunnel.sstpPort() == Tunnel.SSTP_PORT
            ? enabled
            : enabled.with("port", Integer.toString(tunnel.sstpPort()));
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
        Bridged.bridge(tunnel),
        Bridged.port(tunnel, "port-eoip", tunnel.name()),
        Bridged.port(tunnel, "port-vlan", vlanName()));
  }

  private String vlanName() {
    return "VLAN-" + tunnel.name();
  }
}
