package id.gerbang.billing.backup;

import java.util.ArrayList;
import java.util.List;

/**
 * The customer router's half of a backup link: SSTP client over the GSM modem, EoIP mirrored, and
 * the bridge with the customer's port (routeros-provisioning, section 4.4).
 */
final class CustomerHalf {

  private final Tunnel tunnel;
  private final Password password;

  CustomerHalf(Tunnel tunnel, Password password) {
    this.tunnel = tunnel;
    this.password = password;
  }

  /** The checks of the modem stand as remarks: each needs a person who looks. */
  Script script(RouterOsVersion version) {
    List<String> lines = new ArrayList<>();
    lines.add("# First look whether the modem is up:");
    lines.add("#   /interface lte print          the modem appears, wait for \"running\"");
    lines.add("#   " + version.modemStatus());
    lines.add("#   /ping google.com count=4");
    commands().forEach(command -> lines.add(command.text()));
    return new Script(lines);
  }

  /** Section 4.9. */
  Script removal() {
    return Script.removal(commands());
  }

  List<RouterOsCommand> commands() {
    return List.of(
        // An SSTP client is created disabled, and must not draw the default route into itself.
        RouterOsCommand.add("/interface sstp-client", tunnel.comment("sstp"))
            .with("name", "SSTP-" + tunnel.name())
            .with("connect-to", connectTo())
            .with("user", tunnel.username())
            .with("password", password.clear())
            .with("profile", "default-encryption")
            .with("add-default-route", "no")
            .with("disabled", "no"),
        Bridged.eoip(tunnel, tunnel.innerRemote(), tunnel.innerLocal()),
        Bridged.bridge(tunnel),
        Bridged.port(tunnel, "port-eoip", tunnel, tunnel.name()),
        Bridged.port(tunnel, "port-lan", tunnel, tunnel.customerInterface()));
  }

  /** RouterOS itself writes the port behind the address; 443 is understood. */
  private String connectTo() {
    String host = tunnel.pop().host();
    return tunnel.sstpPort() == Tunnel.SSTP_PORT ? host : host + ":" + tunnel.sstpPort();
  }
}
