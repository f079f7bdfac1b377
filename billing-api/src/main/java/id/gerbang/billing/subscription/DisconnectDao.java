package id.gerbang.billing.subscription;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Orders to end sessions. Public because JDBI needs it. */
@RegisterConstructorMapper(DisconnectDao.Session.class)
@RegisterConstructorMapper(DisconnectDao.Order.class)
@RegisterConstructorMapper(DisconnectView.Target.class)
public interface DisconnectDao {

  /** As much of a session as an order needs. */
  record Session(long id, String acctSessionId, Optional<Long> subscriptionId, boolean stopped) {}

  /** What was ordered. */
  record Order(
      long id,
      long subscriptionId,
      String username,
      @Nullable String reason,
      String requestedBy,
      Instant requestedAt) {}

  /** Sessions are not narrowed by themselves: their subscriptions and routers are. */
  @SqlQuery(
      """
      SELECT o.id, o.acct_session_id, o.subscriber_id AS subscription_id, o.stopped_at IS NOT NULL AS stopped
      FROM report.session o
      WHERE o.id = :id
        AND (:everything OR (EXISTS (SELECT FROM subscription s WHERE s.id = o.subscriber_id)
                             AND EXISTS (SELECT FROM router r WHERE r.id = o.router_id)))
      """)
  Optional<Session> session(@Bind("id") long id, @Bind("everything") boolean everything);

  @SqlQuery(
      """
      INSERT INTO disconnect_order (subscription_id, reason, requested_by, requested_at)
      VALUES (:subscription, :reason, :by, :now)
      RETURNING id
      """)
  long order(
      @Bind("subscription") long subscription,
      @Bind("reason") @Nullable String reason,
      @Bind("by") String by,
      @Bind("now") Instant now);

  @SqlUpdate(
      """
      INSERT INTO disconnect_target (order_id, router_id, username, acct_session_id, generation)
      SELECT :order, router_id, username, acct_session_id, generation FROM session WHERE id = :session
      """)
  void target(@Bind("order") long order, @Bind("session") long session);

  @SqlUpdate(
      """
      INSERT INTO disconnect_target (order_id, router_id, username, acct_session_id, generation)
      SELECT :order, router_id, username, acct_session_id, generation FROM session
      WHERE username IN (SELECT :username
                         UNION ALL SELECT username FROM other_name WHERE subscription_id = :subscription)
        AND subscriber_id = :subscription AND stopped_at IS NULL
        AND EXISTS (SELECT FROM router r WHERE r.id = router_id)
      """)
  int targetsOpen(
      @Bind("order") long order,
      @Bind("subscription") long subscription,
      @Bind("username") String username);

  /**
   * By the name and the address that the login had: what is sold may be another by now, and none of
   * an isolated one. Where a Start followed, its session says whether there is anything to end.
   * Router 0 is `gerbang try`, which opens none.
   */
  @SqlUpdate(
      """
      INSERT INTO disconnect_target (order_id, router_id, username, framed_ip)
      SELECT :order, a.router_id, a.username, a.framed_ip
      FROM (SELECT e.*
            FROM (SELECT :username AS name UNION SELECT username FROM other_name WHERE subscription_id = :subscription) n
            CROSS JOIN LATERAL (SELECT router_id, username, at, framed_ip FROM access_event
                                WHERE username = n.name AND subscriber_id = :subscription AND answer = 'accept' AND router_id > 0
                                ORDER BY at DESC LIMIT 1) e
            ORDER BY e.at DESC LIMIT 1) a
      JOIN router r ON r.id = a.router_id
      WHERE NOT EXISTS (SELECT FROM session o
                        WHERE o.username = a.username AND o.started_at > a.at - interval '2 minutes')
      """)
  int targetLastAccept(
      @Bind("order") long order,
      @Bind("subscription") long subscription,
      @Bind("username") String username);

  @SqlQuery(
      """
      SELECT o.id, o.subscription_id, s.username, o.reason, o.requested_by, o.requested_at
      FROM disconnect_order o JOIN subscription s ON s.id = o.subscription_id
      WHERE o.id = :id
      """)
  Optional<Order> find(@Bind("id") long id);

  @SqlQuery(
      """
      SELECT r.name AS router, t.acct_session_id, t.done_at, t.outcome
      FROM disconnect_target t LEFT JOIN router r ON r.id = t.router_id
      WHERE t.order_id = :order ORDER BY t.id
      """)
  List<DisconnectView.Target> targets(@Bind("order") long order);
}
