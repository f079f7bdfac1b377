package id.gerbang.billing.hub;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where tunnels of routers end. The secret of IPsec is in its script alone.
 *
 * @param address its own in the tunnels
 * @param routers how many have an address of it
 */
public record HubView(
    long id,
    @Nullable String externalId,
    String name,
    String kind,
    String publicAddress,
    int port,
    @Nullable String publicKey,
    String network,
    String address,
    List<String> servers,
    long routers,
    int version,
    @Nullable Instant createdAt) {}
