package id.gerbang.billing.hub;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hub's row, without its sealed secret. Public because JDBI needs it. */
public record HubRow(
    long id,
    @Nullable String externalId,
    String name,
    String kind,
    String publicAddress,
    int port,
    @Nullable String publicKey,
    String network,
    List<String> servers,
    long routers,
    int version,
    @Nullable Instant createdAt) {

  TunnelNetwork tunnelNetwork() {
    return TunnelNetwork.parse(network).orElseThrow();
  }

  HubView view() {
    return new HubView(
        id,
        externalId,
        name,
        kind,
        publicAddress,
        port,
        publicKey,
        network,
        tunnelNetwork().hubAddress(),
        servers,
        routers,
        version,
        createdAt);
  }
}
