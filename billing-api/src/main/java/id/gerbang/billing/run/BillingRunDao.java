package id.gerbang.billing.run;

import id.gerbang.billing.run.Rhythm.Charge;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The billing runs' SQL. */
interface BillingRunDao {

  /** Who has something that is not billed up to a day, in the order of their ids. */
  @SqlQuery(
      """
      SELECT DISTINCT s.customer_id
      FROM subscription s JOIN customer c ON c.id = s.customer_id
      WHERE s.customer_id > :after AND c.id > :after AND s.billed_until <= :date AND c.archived_at IS NULL
        AND s.paused_since IS NULL
        AND (least(s.terminated_at, s.archived_at) IS NULL OR least(s.terminated_at, s.archived_at) > s.billed_until - 1)
        AND (CAST(:customerId AS bigint) IS NULL OR s.customer_id = :customerId)
      ORDER BY s.customer_id
      LIMIT :rows""")
  List<Long> customersToBill(LocalDate date, @Nullable Long customerId, long after, int rows);

  /** Before they are read with their plans: a join would lose one whose plan changes meanwhile. */
  @SqlQuery(
      """
      SELECT id FROM subscription
      WHERE customer_id = ANY(:customers) AND billed_until <= :date
      ORDER BY id
      FOR NO KEY UPDATE""")
  long[] lockToBill(LocalDate date, long... customers);

  /** What of these is not billed up to a day. Their rows are locked by the caller. */
  @SqlQuery(
      """
      SELECT s.id, s.customer_id, s.username, s.billing_day, s.billed_until, p.name AS plan, v.price, v.period,
             least(s.terminated_at, s.archived_at, e.due) AS ended,
             (SELECT is_free_account(c.tags) FROM customer c WHERE c.id = s.customer_id) AS free,
             CASE WHEN s.unpaid_action IN ('isolate', 'suspend') THEN s.unpaid_since END AS suspended,
             c.due AS next_from, np.name AS next_plan, nv.price AS next_price, nv.period AS next_period
      FROM subscription s
      JOIN plan p ON p.id = s.plan_id
      JOIN plan_version v ON v.plan_id = s.plan_id AND v.version = s.price_version
      LEFT JOIN scheduled_change e ON e.subscription_id = s.id AND e.what = 'terminate' AND e.settled_at IS NULL
      LEFT JOIN scheduled_change c ON c.subscription_id = s.id AND c.what = 'change_plan' AND c.settled_at IS NULL
      LEFT JOIN plan np ON np.id = c.plan_id
      LEFT JOIN plan_version nv ON nv.plan_id = c.plan_id AND nv.version = c.price_version
      WHERE s.id = ANY(:subscriptions) AND s.billed_until <= :date AND s.paused_since IS NULL
      ORDER BY s.customer_id, s.id""")
  @RegisterConstructorMapper(ToBill.class)
  List<ToBill> toBill(LocalDate date, long... subscriptions);

  /** Those who are still customers. */
  @SqlQuery(
      """
      SELECT id FROM customer
      WHERE id = ANY(:customers) AND archived_at IS NULL
      ORDER BY id
      FOR NO KEY UPDATE""")
  long[] lock(long... customers);

  @SqlBatch(
      """
      INSERT INTO billed_period (subscription_id, starts, ends, amount, beside, reason, invoice_id, billing_run_id)
      VALUES (:subscriptionId, :starts, :ends, :amount, :beside, :reason, :invoiceId, :runId)""")
  void insertBilled(@BindMethods List<Billed> billed, long runId);

  /** They are billed up to there. */
  @SqlUpdate(
      """
      UPDATE subscription s SET billed_until = b.ends, version = s.version + 1
      FROM (SELECT unnest(:subscriptions) AS id, unnest(CAST(:ends AS date[])) AS ends) b
      WHERE s.id = b.id""")
  void moveOn(long[] subscriptions, String[] ends);

  @SqlQuery(
      """
      INSERT INTO billing_run (date, customer_id, asked_at, asked_by)
      VALUES (:date, :customerId, :now, :actor)
      RETURNING id""")
  long insert(LocalDate date, @Nullable Long customerId, Instant now, String actor);

  /** The day's own run; empty where it is there already. */
  @SqlQuery(
      """
      INSERT INTO billing_run (date, asked_at, asked_by, for_day)
      VALUES (:date, :now, :actor, :day)
      ON CONFLICT (for_day) DO NOTHING
      RETURNING id""")
  Optional<Long> insertForDay(LocalDate day, LocalDate date, Instant now, String actor);

  @SqlQuery("SELECT id FROM billing_run WHERE for_day = :day")
  long forDay(LocalDate day);

  @SqlUpdate("UPDATE billing_run SET finished_at = :now WHERE id = :id AND finished_at IS NULL")
  int finish(long id, Instant now);

  /** Of the connection: a node that dies leaves none behind. */
  @SqlQuery("SELECT pg_try_advisory_lock(hashtextextended('gerbang.billing-run', :id))")
  boolean tryLock(long id);

  @SqlQuery("SELECT pg_advisory_unlock(hashtextextended('gerbang.billing-run', :id))")
  boolean unlock(long id);

  @SqlUpdate(
      """
      UPDATE billing_run SET left_over = left_over || :customerId
      WHERE id = :id AND NOT (:customerId = ANY(left_over))""")
  void leaveOver(long id, long customerId);

  @SqlQuery(
      """
      SELECT coalesce((SELECT cardinality(left_over) FROM billing_run
                       WHERE for_day IS NOT NULL ORDER BY for_day DESC LIMIT 1), 0)""")
  int leftOverOfTheDay();

  @SqlQuery("SELECT id FROM billing_run WHERE finished_at IS NULL ORDER BY id")
  List<Long> unfinished();

  @SqlQuery("SELECT EXISTS (SELECT FROM customer WHERE id = :id)")
  boolean isCustomer(long id);

  @SqlQuery("SELECT * FROM billing_run WHERE id = :id")
  @RegisterConstructorMapper(RunRow.class)
  Optional<RunRow> find(long id);

  @SqlQuery(
      """
      SELECT count(*) AS periods, count(b.invoice_id) AS invoices,
             coalesce(sum(i.total), 0)::bigint AS total, coalesce(sum(i.tax), 0)::bigint AS tax
      FROM billed_period b LEFT JOIN invoice i ON i.id = b.invoice_id
      WHERE b.billing_run_id = :id""")
  @RegisterConstructorMapper(Sums.class)
  Sums sums(long id);

  /** In the order of an index: of a large run only these are read. */
  @SqlQuery(
      """
      SELECT b.subscription_id, s.customer_id, s.username, b.starts, b.ends, b.amount, b.beside, b.reason, b.invoice_id,
             coalesce(i.total, 0) AS total, coalesce(i.tax, 0) AS tax
      FROM billed_period b JOIN subscription s ON s.id = b.subscription_id LEFT JOIN invoice i ON i.id = b.invoice_id
      WHERE b.billing_run_id = :id
      ORDER BY b.subscription_id, b.starts
      LIMIT :rows""")
  @RegisterConstructorMapper(Billed.class)
  List<Billed> billedBy(long id, int rows);

  /**
   * A subscription with days that are not billed.
   *
   * @param free whether it is connected for nothing
   * @param ended when it was terminated or deleted, or will be
   * @param suspended since when it has no service for want of payment
   * @param nextFrom when it is to have another plan or price, which periods from then on have
   */
  record ToBill(
      long id,
      long customerId,
      String username,
      int billingDay,
      LocalDate billedUntil,
      String plan,
      long price,
      String period,
      boolean free,
      Optional<Instant> ended,
      Optional<Instant> suspended,
      Optional<Instant> nextFrom,
      @Nullable String nextPlan,
      @Nullable Long nextPrice,
      @Nullable String nextPeriod) {

    /** What of it a period is, on an invoice. */
    String described(Charge period) {
      return plan + ", " + username + ", " + period.starts() + " – " + period.ends().minusDays(1);
    }

    /** The same on the terms that it is to have. */
    ToBill next() {
      return new ToBill(
          id,
          customerId,
          username,
          billingDay,
          billedUntil,
          Objects.requireNonNull(nextPlan),
          Objects.requireNonNull(nextPrice),
          Objects.requireNonNull(nextPeriod),
          free,
          ended,
          suspended,
          Optional.empty(),
          null,
          null,
          null);
    }
  }

  /**
   * A run as it is kept.
   *
   * @param leftOver customers who could not be billed
   */
  record RunRow(
      long id,
      LocalDate date,
      Optional<Long> customerId,
      Instant askedAt,
      String askedBy,
      Optional<Instant> finishedAt,
      List<Long> leftOver) {}

  /** What a run has billed so far: what its invoices ask for, and the PPN in it. */
  record Sums(long periods, long invoices, long total, long tax) {}

  /**
   * A period that is billed.
   *
   * @param total that its invoice asks for
   * @param tax the PPN in it
   */
  record Billed(
      long subscriptionId,
      long customerId,
      String username,
      LocalDate starts,
      LocalDate ends,
      long amount,
      long beside,
      Optional<String> reason,
      Optional<Long> invoiceId,
      long total,
      long tax) {}
}
