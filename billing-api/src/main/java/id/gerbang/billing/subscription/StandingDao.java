package id.gerbang.billing.subscription;

import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.PropagateNull;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** What is shown of subscriptions beside their rows, in SQL: a page of them at once. */
interface StandingDao {

  /** How the router walls people in where it is online, whosever reach that router is in. */
  @SqlQuery("SELECT * FROM walling_where_online(:id)")
  @RegisterConstructorMapper(Walling.class)
  Optional<Walling> router(long id);

  /** A router's settings for who is not to get all. */
  record Walling(
      String isolation, String isolationList, String isolationPool, String isolationRate) {

    RouterPolicy policy() {
      return new RouterPolicy(Isolation.of(isolation), isolationList, isolationPool, isolationRate);
    }
  }

  /**
   * What each pays, what waits for payment, and when something last ended that had stood against
   * it. Time that was given or paid for ended nothing where it was added to time that was left.
   */
  @SqlQuery(
      """
      SELECT s.id, v.price, v.currency, s.first_login_period IS NOT NULL AS waits_for_first_login,
             (SELECT max(e.since) FROM subscription_event e
              WHERE e.subscription_id = s.id
                AND (e.what IN ('resume', 'pause_over', 'reactivate', 'overdue_lift')
                  OR (e.what IN ('renew', 'extend') AND e.since = e.at))) AS opened,
             r.invoice_id, r.number, r.periods, r.total AS amount, r.asked_at
      FROM subscription s
      JOIN plan_version v ON v.plan_id = s.plan_id AND v.version = s.price_version
      LEFT JOIN LATERAL (
        SELECT w.invoice_id, i.number, w.periods, i.total, w.asked_at
        FROM renewal w JOIN invoice i ON i.id = w.invoice_id
        WHERE w.subscription_id = s.id AND w.applied_at IS NULL AND i.status = 'open'
        ORDER BY w.id
        LIMIT 1) r ON true
      WHERE s.id = ANY(:ids)""")
  @RegisterConstructorMapper(Facts.class)
  List<Facts> facts(long... ids);

  @SqlQuery(
      """
      SELECT c.subscription_id, c.id, c.what, c.due, c.plan_id, v.price, c.reason, c.asked_at, c.asked_by
      FROM scheduled_change c
      LEFT JOIN plan_version v ON v.plan_id = c.plan_id AND v.version = c.price_version
      WHERE c.subscription_id = ANY(:ids) AND c.settled_at IS NULL
      ORDER BY c.due, c.id""")
  @RegisterConstructorMapper(Scheduled.class)
  List<Scheduled> scheduled(long... ids);

  /**
   * Of one subscription.
   *
   * @param opened empty: nothing has stood against it, as far as the history tells
   */
  record Facts(
      long id,
      long price,
      String currency,
      boolean waitsForFirstLogin,
      Optional<Instant> opened,
      @Nested @Nullable Order order) {}

  /** A renewal that waits for its payment. */
  record Order(
      @PropagateNull Long invoiceId, String number, int periods, long amount, Instant askedAt) {}

  /** What is to happen to it. */
  record Scheduled(
      long subscriptionId,
      long id,
      String what,
      Instant due,
      Optional<Long> planId,
      Optional<Long> price,
      Optional<String> reason,
      Instant askedAt,
      String askedBy) {}
}
