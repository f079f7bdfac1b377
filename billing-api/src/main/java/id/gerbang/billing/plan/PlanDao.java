package id.gerbang.billing.plan;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Plans, and their versions, which are only added. */
@RegisterConstructorMapper(PlanRow.class)
public interface PlanDao {

  String COLUMNS =
      """
      SELECT p.id, p.external_id, p.name, p.current_version AS version, p.service_version, v.price, v.currency, v.period,
             v.download, v.upload, v.burst_download, v.burst_upload, v.threshold_download, v.threshold_upload,
             v.burst_time_download, v.burst_time_upload, v.priority, v.min_download, v.min_upload,
             v.pool, v.address_list, a.name AS address_pool, v.routes, v.framed_ipv6_pool, v.delegated_ipv6_pool,
             v.attributes, v.shared_users, v.on_limit, p.created_at, p.retired_at, p.archived_at
      FROM plan p JOIN plan_version v ON v.plan_id = p.id AND v.version = p.current_version
      LEFT JOIN address_pool a ON a.id = v.address_pool_id
      """;

  @SqlQuery(COLUMNS + "WHERE p.archived_at IS NULL AND p.name = ANY(:names) ORDER BY p.id")
  List<PlanRow> named(@Bind("names") List<String> names);

  @SqlQuery(
      """
      INSERT INTO plan (external_id, name, created_at)
      VALUES (:externalId, :name, :now)
      RETURNING id
      """)
  long insert(
      @Bind("externalId") @Nullable String externalId,
      @Bind("name") String name,
      @Bind("now") Instant now);

  @SqlUpdate(
      """
      INSERT INTO plan_version (plan_id, version, price, currency, period, download, upload, burst_download, burst_upload,
                                threshold_download, threshold_upload, burst_time_download, burst_time_upload, priority,
                                min_download, min_upload, pool, address_list, address_pool_id, routes,
                                framed_ipv6_pool, delegated_ipv6_pool, attributes, shared_users, on_limit, created_at)
      VALUES (:id, :version, :price, :currency, :period, :download, :upload, :burstDownload, :burstUpload,
              :thresholdDownload, :thresholdUpload, :burstTimeDownload, :burstTimeUpload, :priority,
              :minDownload, :minUpload, :pool, :addressList, :addressPoolId, :routeTexts,
              :framedPool, :delegatedPool, :attributeTexts, :sharedUsers, :onLimit, :now)
      """)
  void insertVersion(
      @Bind("id") long id,
      @Bind("version") int version,
      @Bind("price") long price,
      @Bind("currency") String currency,
      @BindMethods SavePlan plan,
      @BindMethods RateLimitFields rateLimit,
      @BindMethods SavePlan.PlanIpv6 ipv6,
      @Bind("addressPoolId") @Nullable Long addressPoolId,
      @Bind("routeTexts") List<String> routes,
      @Bind("attributeTexts") List<String> attributes,
      @Bind("now") Instant now);

  @SqlUpdate(
      """
      UPDATE plan
      SET external_id = :externalId, name = :name, current_version = :version, service_version = :serviceVersion
      WHERE id = :id
      """)
  void update(
      @Bind("id") long id,
      @Bind("externalId") @Nullable String externalId,
      @Bind("name") String name,
      @Bind("version") int version,
      @Bind("serviceVersion") @Nullable Integer serviceVersion);

  @SqlQuery(COLUMNS + "WHERE p.id = :id AND p.archived_at IS NULL")
  Optional<PlanRow> find(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE p.external_id = :externalId AND p.archived_at IS NULL")
  Optional<PlanRow> findExternal(@Bind("externalId") String externalId);

  @SqlQuery(COLUMNS + "WHERE p.id = :id AND p.archived_at IS NULL FOR UPDATE OF p")
  Optional<PlanRow> lock(@Bind("id") long id);

  /** A page of those for which the conditions hold. */
  @SqlQuery(COLUMNS + "WHERE p.archived_at IS NULL AND <where> ORDER BY <order> LIMIT :rows")
  List<PlanRow> list(
      @Define("where") String where,
      @Define("order") String order,
      @BindMap Map<String, ?> values,
      @Bind("rows") int rows);

  /** The newest first. */
  @SqlQuery(
      """
      SELECT v.version, v.created_at, v.price, v.currency, v.period,
             v.download, v.upload, v.burst_download, v.burst_upload, v.threshold_download, v.threshold_upload,
             v.burst_time_download, v.burst_time_upload, v.priority, v.min_download, v.min_upload,
             (SELECT count(*) FROM subscription s
              WHERE s.plan_id = v.plan_id AND s.price_version = v.version
                AND s.archived_at IS NULL AND s.terminated_at IS NULL) AS subscriptions
      FROM plan_version v
      WHERE v.plan_id = :id AND v.version < :before
      ORDER BY v.version DESC
      LIMIT :rows
      """)
  @RegisterConstructorMapper(VersionRow.class)
  List<VersionRow> versions(
      @Bind("id") long id, @Bind("before") long before, @Bind("rows") int rows);

  /** A version as it is kept, and how many pay its price. */
  record VersionRow(
      int version,
      Instant createdAt,
      long price,
      String currency,
      String period,
      @Nested RateLimitFields rateLimit,
      long subscriptions) {

    PlanVersionView view() {
      return new PlanVersionView(
          version,
          createdAt,
          new Money(price, currency),
          period,
          rateLimit.rateLimit().map(limit -> limit.text()).orElse(null),
          subscriptions);
    }
  }

  /** Who has it, or is to have it. */
  @SqlQuery(
      """
      SELECT (SELECT count(*) FROM subscription
              WHERE plan_id = :id AND archived_at IS NULL AND terminated_at IS NULL)
           + (SELECT count(*) FROM scheduled_change WHERE plan_id = :id AND settled_at IS NULL)
      """)
  long subscriptions(@Bind("id") long id);

  @SqlUpdate("UPDATE plan SET retired_at = coalesce(retired_at, :now) WHERE id = :id")
  void retire(@Bind("id") long id, @Bind("now") Instant now);

  @SqlUpdate("UPDATE plan SET archived_at = :now WHERE id = :id")
  void archive(@Bind("id") long id, @Bind("now") Instant now);
}
