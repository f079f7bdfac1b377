package id.gerbang.billing.hub;

import java.util.List;

/**
 * A router's half of a tunnel, as its set-up makes it.
 *
 * @param endpoint the hub's public address
 * @param hubKey of WireGuard; empty: it has none
 * @param network of the tunnels' addresses
 * @param prefix of that network
 * @param servers of ours that are reached through it and are not in that network
 * @param address the router's own in it
 * @param username of L2TP and SSTP
 * @param isRouters whether the router's record has that address
 */
public record RouterTunnel(
    HubKind kind,
    String endpoint,
    int port,
    String hubKey,
    String network,
    int prefix,
    List<String> servers,
    String address,
    String username,
    boolean isRouters) {

  /** Whether it leads there. */
  public boolean reaches(String server) {
    return servers.contains(server)
        || TunnelNetwork.parse(network).filter(it -> it.contains(server)).isPresent();
  }
}
