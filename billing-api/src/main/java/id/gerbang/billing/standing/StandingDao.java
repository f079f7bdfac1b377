package id.gerbang.billing.standing;

import id.gerbang.billing.subscription.SubscriptionDao;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The lists' SQL: a row for each subscription, in order of id, with its oldest finding. */
@RegisterConstructorMapper(StandingDao.Row.class)
@RegisterConstructorMapper(StandingDao.Sum.class)
public interface StandingDao {

  @SqlQuery(PAGE_OF + Findings.PAID_BUT_BLOCKED + PAGE)
  List<Row> paidButBlocked(@BindMethods Situation at, String like, long after, int rows);

  @SqlQuery(PAGE_OF + Findings.UNPAID_BUT_ONLINE + PAGE)
  List<Row> unpaidButOnline(@BindMethods Situation at, String like, long after, int rows);

  @SqlQuery(PAGE_OF + Findings.PAYING_BUT_NEVER_ONLINE + PAGE)
  List<Row> payingButNeverOnline(@BindMethods Situation at, String like, long after, int rows);

  @SqlQuery(PAGE_OF + Findings.FREE_BUT_ONLINE + PAGE)
  List<Row> freeButOnline(@BindMethods Situation at, String like, long after, int rows);

  @SqlQuery(SUM_OF + Findings.PAID_BUT_BLOCKED + SUM)
  Sum paidButBlocked(@BindMethods Situation at);

  @SqlQuery(SUM_OF + Findings.UNPAID_BUT_ONLINE + SUM)
  Sum unpaidButOnline(@BindMethods Situation at);

  @SqlQuery(SUM_OF + Findings.PAYING_BUT_NEVER_ONLINE + SUM)
  Sum payingButNeverOnline(@BindMethods Situation at);

  @SqlQuery(SUM_OF + Findings.FREE_BUT_ONLINE + SUM)
  Sum freeButOnline();

  String PAGE_OF =
      """
      SELECT f.id AS subscription_id, f.username, c.id AS customer_id, c.number AS customer_number, c.name AS customer_name,
             f.finding, f.reason, f.since,
             """
          + SubscriptionDao.ONLINE
          + """
           AS online,
             r.name AS router, f.acct_session_id, f.holds, f.cause, f.state, f.detail
      FROM (SELECT DISTINCT ON (id) * FROM (
      """;

  String PAGE =
      """
      ) found WHERE id > :after ORDER BY id, since) f
      LEFT JOIN subscription s ON s.id = f.id
      LEFT JOIN customer c ON c.id = s.customer_id
      LEFT JOIN router r ON r.id = f.router_id
      WHERE f.username ILIKE :like OR c.name ILIKE :like OR c.number ILIKE :like
      ORDER BY f.id
      LIMIT :rows""";

  String SUM_OF = "SELECT count(DISTINCT id) AS count, min(since) AS oldest FROM (";

  String SUM = ") found";

  /** How many there are, and since when. */
  record Sum(long count, Optional<Instant> oldest) {}

  /** A row of a list, before it is put into words. */
  record Row(
      long subscriptionId,
      String username,
      @Nullable Long customerId,
      @Nullable String customerNumber,
      @Nullable String customerName,
      String finding,
      String reason,
      Instant since,
      boolean online,
      @Nullable String router,
      @Nullable String acctSessionId,
      @Nullable String holds,
      @Nullable String cause,
      @Nullable String state,
      @Nullable String detail) {}
}
