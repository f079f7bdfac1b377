package id.gerbang.billing.plan;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the API shows it.
 *
 * @param rateLimitText Mikrotik-Rate-Limit as it goes on the wire: upload first
 */
public record PlanView(
    long id,
    @Nullable String externalId,
    String name,
    int version,
    Money price,
    String period,
    @Nullable RateLimitFields rateLimit,
    @Nullable String rateLimitText,
    @Nullable String pool,
    String addressList,
    Instant createdAt,
    @Nullable Instant archivedAt) {}
