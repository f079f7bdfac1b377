package id.gerbang.billing.staff;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token as lists show it: never the token itself.
 *
 * @param staffId with whom it ends
 * @param scopes empty: all that the role may
 * @param areas empty: all
 * @param routers empty: all
 * @param lastUsedAt to the minute
 */
public record TokenView(
    long id,
    String name,
    String role,
    @Nullable Long staffId,
    List<String> scopes,
    List<String> areas,
    List<Long> routers,
    int rate,
    int burst,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {}
