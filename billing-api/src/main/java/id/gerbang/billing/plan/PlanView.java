package id.gerbang.billing.plan;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the API shows it.
 *
 * @param serviceVersion what earlier subscribers get at least, where a later version is for new
 *     ones only; null: everybody gets the current one
 * @param scheduled what it is to become, in the order of days
 * @param retiredAt since nobody gets it any more; who has it keeps it
 * @param rateLimitText Mikrotik-Rate-Limit as it goes on the wire: upload first
 */
public record PlanView(
    long id,
    @Nullable String externalId,
    String name,
    int version,
    @Nullable Integer serviceVersion,
    Money price,
    String period,
    @Nullable RateLimitFields rateLimit,
    @Nullable String rateLimitText,
    @Nullable String pool,
    String addressList,
    @Nullable String addressPool,
    List<String> routes,
    SavePlan.@Nullable PlanIpv6 ipv6,
    List<AttributeField> attributes,
    @Nullable Integer sharedUsers,
    String onLimit,
    Instant createdAt,
    @Nullable Instant retiredAt,
    @Nullable Instant archivedAt,
    List<PlannedChange> scheduled) {

  /**
   * Another one whenever what is shown is another: what waits is never changed, but comes and goes.
   */
  String etag() {
    String waits =
        scheduled.stream()
            .map(change -> Long.toString(change.id()))
            .collect(Collectors.joining("."));
    return ETags.of(
        version
            + (waits.isEmpty() ? "" : "+" + waits)
            + (retiredAt == null ? "" : "-retired")
            + (archivedAt == null ? "" : "-archived"));
  }
}
