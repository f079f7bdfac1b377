package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The gateways' SQL. */
@RegisterConstructorMapper(GatewayDao.GatewayRow.class)
public interface GatewayDao {

  @SqlQuery("SELECT * FROM gateway WHERE name = :name")
  Optional<GatewayRow> find(String name);

  @SqlQuery("SELECT * FROM gateway WHERE name = :name FOR NO KEY UPDATE")
  Optional<GatewayRow> lock(String name);

  @SqlQuery("SELECT * FROM gateway ORDER BY name")
  List<GatewayRow> all();

  /** Keys that are null stay. */
  @SqlUpdate(
      """
      INSERT INTO gateway (name, enabled, environment, api_url, checkout_url, api_key_sealed, callback_token_sealed,
                           channels, fee_bearer, status_check_above, updated_at)
      VALUES (:name, :enabled, :environment, :apiUrl, :checkoutUrl, :apiKeySealed, :callbackTokenSealed,
              CAST(:channels AS jsonb), :feeBearer, :statusCheckAbove, :now)
      ON CONFLICT (name) DO UPDATE SET
        enabled = excluded.enabled, environment = excluded.environment, api_url = excluded.api_url,
        checkout_url = excluded.checkout_url,
        api_key_sealed = coalesce(excluded.api_key_sealed, gateway.api_key_sealed),
        callback_token_sealed = coalesce(excluded.callback_token_sealed, gateway.callback_token_sealed),
        channels = excluded.channels, fee_bearer = excluded.fee_bearer, status_check_above = excluded.status_check_above,
        version = gateway.version + 1, updated_at = excluded.updated_at""")
  void save(@BindMethods NewRow row, Instant now);

  /** A gateway as it is kept. */
  record GatewayRow(
      String name,
      boolean enabled,
      String environment,
      Optional<String> apiUrl,
      Optional<String> checkoutUrl,
      byte @Nullable [] apiKeySealed,
      byte @Nullable [] callbackTokenSealed,
      String channels,
      String feeBearer,
      Optional<Long> statusCheckAbove,
      int version) {}

  /** A gateway to be kept. */
  record NewRow(
      String name,
      boolean enabled,
      String environment,
      @Nullable String apiUrl,
      @Nullable String checkoutUrl,
      byte @Nullable [] apiKeySealed,
      byte @Nullable [] callbackTokenSealed,
      String channels,
      String feeBearer,
      @Nullable Long statusCheckAbove) {}
}
