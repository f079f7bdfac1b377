package id.gerbang.billing.plan;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a plan, and who pays its price.
 *
 * @param since when it was made
 * @param rateLimitText Mikrotik-Rate-Limit as it goes on the wire; null: the router's own
 * @param subscriptions that pay its price, those that have ended not counted
 */
public record PlanVersionView(
    int version,
    Instant since,
    Money price,
    String period,
    @Nullable String rateLimitText,
    long subscriptions) {}
