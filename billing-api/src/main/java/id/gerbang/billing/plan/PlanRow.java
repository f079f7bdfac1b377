package id.gerbang.billing.plan;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/** A plan and its current version. */
public record PlanRow(
    long id,
    @Nullable String externalId,
    String name,
    int version,
    long price,
    String currency,
    String period,
    @Nested RateLimitFields rateLimit,
    @Nullable String pool,
    String addressList,
    Instant createdAt,
    @Nullable Instant archivedAt) {

  private @Nullable RateLimitFields speed() {
    return rateLimit.download() == null ? null : rateLimit;
  }

  PlanView view() {
    return new PlanView(
        id,
        externalId,
        name,
        version,
        new Money(price, currency),
        period,
        speed(),
        rateLimit.rateLimit().map(limit -> limit.text()).orElse(null),
        pool,
        addressList,
        createdAt,
        archivedAt);
  }

  /** What a PUT would say to leave everything as it is. */
  SavePlan asRequest() {
    return new SavePlan(
        externalId, name, new Money(price, currency), period, speed(), pool, addressList);
  }
}
