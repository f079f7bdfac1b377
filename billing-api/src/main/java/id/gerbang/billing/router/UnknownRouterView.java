package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One that asked radius and is no router of ours. Address and name are as it says: anybody can
 * forge them.
 *
 * @param identifier its NAS-Identifier
 * @param namesRouterId a router that may move and bears this name: then the secret is wrong, or its
 *     requests are not signed (before RouterOS 7.15)
 */
public record UnknownRouterView(
    long id,
    String address,
    @Nullable String identifier,
    Instant firstSeenAt,
    Instant lastSeenAt,
    long packets,
    @Nullable Long namesRouterId) {}
