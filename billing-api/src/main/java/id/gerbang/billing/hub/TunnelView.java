package id.gerbang.billing.hub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what a router behind NAT is reached.
 *
 * @param publicKey the router's, of WireGuard; null: it has not told it yet
 * @param inUse whether the router's record has this address, so that CoA and API go by it
 * @param leftAt since when it is to be taken off the router
 */
public record TunnelView(
    long routerId,
    long hubId,
    String hub,
    String kind,
    String address,
    @Nullable String publicKey,
    boolean inUse,
    Instant allottedAt,
    @Nullable Instant leftAt) {}
