package id.gerbang.billing.hub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A router's end of a tunnel, without its sealed password. Public because JDBI needs it.
 *
 * @param isRouters whether the router's record has this address
 */
public record TunnelRow(
    long routerId,
    String routerName,
    long hubId,
    String address,
    @Nullable String publicKey,
    Instant allottedAt,
    @Nullable Instant leftAt,
    boolean isRouters) {

  /** Of L2TP and SSTP. */
  String username() {
    return "router-" + routerId;
  }

  TunnelView view(HubRow hub) {
    return new TunnelView(
        routerId, hubId, hub.name(), hub.kind(), address, publicKey, isRouters, allottedAt, leftAt);
  }
}
