package id.gerbang.billing.report;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The sessions that do not hold what they are entitled to, as radius keeps them. */
@RegisterConstructorMapper(DifferenceDao.Row.class)
public interface DifferenceDao {

  /** A row, before it is put into words. */
  record Row(
      long id,
      String kind,
      String username,
      long subscriptionId,
      @Nullable String router,
      String acctSessionId,
      Instant since,
      String held,
      String entitled,
      String cause,
      String state,
      String detail) {}

  @SqlQuery(
      """
      SELECT d.id, d.kind, d.username, d.subscriber_id AS subscription_id, r.name AS router, d.acct_session_id,
             d.since, d.held, d.entitled, d.cause, d.state, d.detail
      FROM difference d LEFT JOIN router r ON r.id = d.router_id
      WHERE d.id > :after
        AND (d.username ILIKE :like OR r.name ILIKE :like)
      ORDER BY d.id
      LIMIT :rows
      """)
  List<Row> list(@Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);
}
