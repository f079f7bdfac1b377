package id.gerbang.billing.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Verifications, and what is known of a link without asking a router. */
@RegisterConstructorMapper(VerificationRow.class)
@RegisterConstructorMapper(VerificationDao.Routers.class)
@RegisterConstructorMapper(RadiusView.class)
public interface VerificationDao {

  /** The routers at both ends, where they are ours. */
  record Routers(@Nullable Long pop, @Nullable Long customer) {}

  @SqlQuery(
      """
      SELECT (SELECT p.router_id FROM pop_router p WHERE p.pop_id = l.pop_id ORDER BY p.router_id LIMIT 1) AS pop,
             l.customer_router_id AS customer
      FROM backup_link l
      WHERE l.id = :linkId
      """)
  Routers routers(@Bind("linkId") long linkId);

  /** Answers of the last hour: what is older says nothing of now. */
  @SqlQuery(
      """
      SELECT e.answer, e.reason, e.at AS answered_at, host(o.framed_ip) AS session_address, o.started_at AS session_since
      FROM (SELECT 1) AS one
      LEFT JOIN LATERAL (
        SELECT answer, reason, at FROM access_event
        WHERE username = :username AND answer IN ('accept', 'reject') AND at > :since
        ORDER BY at DESC LIMIT 1) AS e ON true
      LEFT JOIN LATERAL (
        SELECT framed_ip, started_at FROM session
        WHERE username = :username AND stopped_at IS NULL
        ORDER BY started_at DESC LIMIT 1) AS o ON true
      """)
  RadiusView radius(@Bind("username") String username, @Bind("since") Instant since);

  @SqlQuery(
      """
      INSERT INTO backup_verification (link_id, at, asked_by, fibre_back, pop_why, customer_why, verdict, side, step, checks,
                                       branch_macs, office_macs)
      VALUES (:linkId, :at, :askedBy, :fibreBack, :popWhy, :customerWhy, :verdict, :side, :step, CAST(:checks AS jsonb),
              :branchMacs, :officeMacs)
      RETURNING *
      """)
  VerificationRow insert(@BindMethods VerificationRow row);

  /** Who was seen where when somebody was last; what moves within days may be carried there. */
  @SqlQuery(
      """
      SELECT * FROM backup_verification
      WHERE link_id = :linkId AND at > :since AND (branch_macs <> '{}' OR office_macs <> '{}') AND verdict <> 'loop_danger'
      ORDER BY id DESC LIMIT 1
      """)
  Optional<VerificationRow> lastSeen(@Bind("linkId") long linkId, @Bind("since") Instant since);

  @SqlQuery(
      """
      SELECT * FROM backup_verification
      WHERE link_id = :linkId AND id < :before AND verdict ILIKE :like
      ORDER BY id DESC LIMIT :rows
      """)
  List<VerificationRow> list(
      @Bind("linkId") long linkId,
      @Bind("like") String like,
      @Bind("before") long before,
      @Bind("rows") int rows);
}
