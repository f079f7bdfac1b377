package id.gerbang.billing.hub;

import org.jspecify.annotations.Nullable;

/**
 * A router's end of a tunnel as it is to be.
 *
 * @param publicKey the router's, where it was set up by hand; null: the one that is known
 */
public record SaveTunnel(@Nullable Long hubId, @Nullable String publicKey) {}
