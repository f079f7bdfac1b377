package id.gerbang.billing.backup;

import java.net.Inet4Address;

/** What both halves have: the EoIP interface, and the bridge that holds it and the wired side. */
final class Bridged {

  private Bridged() {}

  static RouterOsCommand eoip(Tunnel tunnel, Inet4Address local, Inet4Address remote) {
    return RouterOsCommand.add("/interface eoip", tunnel.comment("eoip"))
        .with("name", tunnel.name())
        .with("local-address", local)
        .with("remote-address", remote)
        .with("tunnel-id", Integer.toString(tunnel.vlan()));
  }

  static RouterOsCommand bridge(Tunnel tunnel) {
    return RouterOsCommand.add("/interface bridge", tunnel.comment("bridge"))
        .with("name", bridgeName(tunnel))
        .with("protocol-mode", "none");
  }

  static RouterOsCommand port(Tunnel tunnel, String part, Tunnel of, String networkInterface) {
    return RouterOsCommand.add("/interface bridge port", tunnel.comment(part))
        .with("bridge", bridgeName(of))
        .with("interface", networkInterface);
  }

  private static String bridgeName(Tunnel tunnel) {
    return "BR-" + tunnel.name();
  }
}
