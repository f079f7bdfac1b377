package id.gerbang.billing.setup;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.hub.HubKind;
import id.gerbang.billing.hub.RouterTunnel;
import id.gerbang.billing.hub.TunnelService;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.routeros.Condition;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What making a tunnel over the API needs before it, and brings after it. */
final class AppliedTunnels {

  private final Jdbi jdbi;
  private final RouterAccess access;

  AppliedTunnels(Jdbi jdbi, RouterAccess access) {
    this.jdbi = jdbi;
    this.access = access;
  }

  /**
   * Answers to us that suddenly go by a tunnel whose other end does not know the router yet are
   * lost, in the middle of the work.
   */
  void requireItDoesNotCutUsOff(RouterAddress address, long routerId) {
    Optional<RouterTunnel> tunnel =
        jdbi.withHandle(handle -> TunnelService.of(handle, routerId)).filter(it -> !it.isRouters());
    if (tunnel.isEmpty()) {
      return;
    }
    access.ask(address, router -> seen(router, address)).stream()
        .filter(tunnel.get()::reaches)
        .findFirst()
        .ifPresent(
            from -> {
              throw Problem.conflict(
                  "The router sees this server at %s, to where the tunnel is to lead, so this connection would end with the first half of the work: import the script at the router, make the hub's half, and enter %s as the router's address."
                      .formatted(from, tunnel.get().address()));
            });
  }

  private static List<String> seen(RouterOs router, RouterAddress address) {
    return router
        .print("/user/active", List.of("name", "address"), Condition.equal("name", address.user()))
        .stream()
        .flatMap(row -> row.get("address").stream())
        .toList();
  }

  /** The key that the router made is kept for the hub; what has left is forgotten. */
  void applied(RouterAddress address, long routerId) {
    Optional<RouterTunnel> tunnel = jdbi.withHandle(handle -> TunnelService.of(handle, routerId));
    if (tunnel.filter(it -> it.kind() == HubKind.WIREGUARD).isPresent()) {
      access.ask(address, AppliedTunnels::keys).stream()
          .findFirst()
          .ifPresent(
              key -> jdbi.useTransaction(handle -> TunnelService.tells(handle, routerId, key)));
    }
    jdbi.useTransaction(handle -> TunnelService.gone(handle, routerId));
  }

  private static List<String> keys(RouterOs router) {
    return router
        .print(
            "/interface/wireguard",
            List.of("public-key"),
            Condition.equal("comment", TunnelItems.CLIENT))
        .stream()
        .flatMap(row -> row.get("public-key").stream())
        .toList();
  }
}
