package id.gerbang.billing.cash;

import id.gerbang.billing.http.PlannedForItsValues;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The cash book's SQL: nothing but the ledger's postings of one holder. */
@RegisterConstructorMapper(CashBookDao.Totals.class)
@RegisterConstructorMapper(CashBookDao.Line.class)
public interface CashBookDao {

  /** Postings {@code p} of the till, or of {@code :holder}. */
  String TILL = "p.account = 'cash'";

  String COLLECTOR = "p.account = 'collector_cash' AND p.holder = :holder";

  /** What a day began with, and what moved on it. */
  default Totals totals(String whose, @Nullable String holder, Instant start, Instant end) {
    return since(whose, holder, closedBy(start).orElse(null), start, end);
  }

  /** The last time up to one at which it was written down what each held. */
  @SqlQuery("SELECT max(at) FROM cash_closing WHERE at <= :time")
  Optional<Instant> closedBy(@Bind("time") Instant time);

  /**
   * What was held at a closing, or nothing where there is none, and what moved since. Entry by
   * entry: otherwise PostgreSQL may read all that a holder ever had.
   */
  @SqlQuery(
      """
      SELECT coalesce((SELECT sum(p.balance) FROM cash_closing p WHERE p.at = CAST(:closed AS timestamptz) AND <whose>), 0)::bigint
               + coalesce(sum(p.amount) FILTER (WHERE e.posted_at < :start), 0)::bigint AS opening,
             coalesce(sum(p.amount) FILTER (WHERE e.posted_at >= :start AND p.amount > 0), 0)::bigint AS came,
             coalesce(sum(p.amount) FILTER (WHERE e.posted_at >= :start AND p.amount < 0), 0)::bigint AS went
      FROM ledger_entry e
      CROSS JOIN LATERAL (SELECT p.amount FROM ledger_posting p WHERE p.entry_id = e.id AND <whose> OFFSET 0) p
      WHERE e.posted_at >= coalesce(CAST(:closed AS timestamptz), '-infinity') AND e.posted_at < :end""")
  @PlannedForItsValues
  Totals since(
      @Define("whose") String whose,
      @Bind("holder") @Nullable String holder,
      @Bind("closed") @Nullable Instant closed,
      @Bind("start") Instant start,
      @Bind("end") Instant end);

  /** The last day's beginning that is written down; before there is one, the first entry. */
  @SqlQuery(
      "SELECT coalesce((SELECT max(at) FROM cash_closing), (SELECT min(posted_at) FROM ledger_entry))")
  Optional<Instant> closed();

  /** Writes down what each held at a time, from what they held at one before; the till always. */
  @SqlUpdate(
      """
      INSERT INTO cash_closing (at, account, holder, balance)
      SELECT :at, account, holder, sum(amount)
      FROM (SELECT 'cash' AS account, '' AS holder, 0 AS amount
            UNION ALL
            SELECT account, holder, balance FROM cash_closing WHERE at = :before
            UNION ALL
            SELECT p.account, coalesce(p.holder, ''), p.amount
            FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
            WHERE e.posted_at >= :before AND e.posted_at < :at AND p.account IN ('cash', 'collector_cash')) moved
      GROUP BY account, holder""")
  void close(@Bind("before") Instant before, @Bind("at") Instant at);

  /**
   * A page of a day: its entries, each one's postings, and only then what belongs to these. To page
   * through postings PostgreSQL would walk through all.
   */
  @SqlQuery(
      """
      WITH page AS MATERIALIZED (
        SELECT e.*, p.id AS posting, p.amount
        FROM ledger_entry e
        CROSS JOIN LATERAL (SELECT p.id, p.amount FROM ledger_posting p WHERE p.entry_id = e.id AND <whose> OFFSET 0) p
        WHERE e.posted_at >= :start AND e.posted_at < :end AND p.id > :after
        ORDER BY p.id
        LIMIT :rows)
      SELECT e.posting AS id, e.posted_at AS at, e.kind, e.amount, e.payment_id, r.number AS receipt, f.number AS refund,
             c.number AS customer, h.id AS handover_id, coalesce(h.collector, '') AS collector, e.posted_by AS by
      FROM page e
      LEFT JOIN receipt r ON r.payment_id = e.payment_id
      LEFT JOIN payment y ON y.id = e.payment_id
      LEFT JOIN refund f ON e.kind IN ('refund', 'deposit') AND f.id = e.document_id
      LEFT JOIN customer c ON c.id = coalesce(y.customer_id, f.customer_id)
      LEFT JOIN cash_handover h ON h.entry_id = e.id
      ORDER BY e.posting""")
  @PlannedForItsValues
  List<Line> lines(
      @Define("whose") String whose,
      @Bind("holder") @Nullable String holder,
      @Bind("start") Instant start,
      @Bind("end") Instant end,
      @Bind("after") long after,
      @Bind("rows") int rows);

  /** A day in three sums. */
  record Totals(long opening, long came, long went) {}

  /** One movement. */
  record Line(
      long id,
      Instant at,
      String kind,
      long amount,
      Optional<Long> paymentId,
      Optional<String> receipt,
      Optional<String> refund,
      Optional<String> customer,
      Optional<Long> handoverId,
      String collector,
      String by) {}
}
