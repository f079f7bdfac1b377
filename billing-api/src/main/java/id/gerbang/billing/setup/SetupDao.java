package id.gerbang.billing.setup;

import java.util.List;
import org.jdbi.v3.sqlobject.SingleValue;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What a router's set-up is taken from. */
public interface SetupDao {

  @SqlQuery("SELECT secret_sealed FROM router WHERE id = :id")
  @SingleValue
  byte[] secret(@Bind("id") long id);

  /** Pools that plans name and routers must have. */
  @SqlQuery(
      """
      SELECT DISTINCT version.pool
      FROM plan_version AS version JOIN plan ON plan.id = version.plan_id
      WHERE version.pool IS NOT NULL AND plan.archived_at IS NULL
      ORDER BY version.pool
      """)
  List<String> pools();

  /** Hosts of the pages on which customers pay. */
  @SqlQuery(
      """
      SELECT DISTINCT host
      FROM (SELECT coalesce(substring(checkout_url FROM '^https?://([^/:]+)'),
                            CASE name || ' ' || environment
                              WHEN 'midtrans production' THEN 'app.midtrans.com'
                              WHEN 'midtrans sandbox' THEN 'app.sandbox.midtrans.com'
                              WHEN 'xendit production' THEN 'checkout.xendit.co'
                              WHEN 'xendit sandbox' THEN 'checkout-staging.xendit.co'
                            END) AS host
            FROM gateway WHERE enabled) AS pages
      WHERE host IS NOT NULL
      ORDER BY host
      """)
  List<String> payHosts();
}
