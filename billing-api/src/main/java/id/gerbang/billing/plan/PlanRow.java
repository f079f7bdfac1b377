package id.gerbang.billing.plan;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.plan.SavePlan.PlanIpv6;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/** A plan and its current version. */
public record PlanRow(
    long id,
    @Nullable String externalId,
    String name,
    int version,
    @Nullable Integer serviceVersion,
    long price,
    String currency,
    String period,
    @Nested RateLimitFields rateLimit,
    @Nullable String pool,
    String addressList,
    @Nullable String addressPool,
    List<String> routes,
    @Nullable String framedIpv6Pool,
    @Nullable String delegatedIpv6Pool,
    List<String> attributes,
    @Nullable Integer sharedUsers,
    String onLimit,
    Instant createdAt,
    @Nullable Instant retiredAt,
    @Nullable Instant archivedAt) {

  private @Nullable RateLimitFields speed() {
    return rateLimit.download() == null ? null : rateLimit;
  }

  private @Nullable PlanIpv6 ipv6() {
    return framedIpv6Pool == null && delegatedIpv6Pool == null
        ? null
        : new PlanIpv6(framedIpv6Pool, delegatedIpv6Pool);
  }

  /**
   * @param scheduled what it is to become
   */
  PlanView view(List<PlannedChange> scheduled) {
    return new PlanView(
        id,
        externalId,
        name,
        version,
        serviceVersion,
        new Money(price, currency),
        period,
        speed(),
        rateLimit.rateLimit().map(limit -> limit.text()).orElse(null),
        pool,
        addressList,
        addressPool,
        routes,
        ipv6(),
        AttributeField.of(attributes),
        sharedUsers,
        onLimit,
        createdAt,
        retiredAt,
        archivedAt,
        scheduled);
  }

  /** What a PUT would say to leave everything as it is. */
  SavePlan asRequest() {
    return new SavePlan(
        externalId,
        name,
        new Money(price, currency),
        period,
        speed(),
        pool,
        addressList,
        addressPool,
        routes,
        ipv6(),
        AttributeField.of(attributes),
        sharedUsers,
        onLimit,
        null,
        null);
  }
}
