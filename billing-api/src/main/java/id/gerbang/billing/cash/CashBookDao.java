package id.gerbang.billing.cash;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The cash book's SQL: nothing but the ledger's postings of one holder. */
@RegisterConstructorMapper(CashBookDao.Totals.class)
@RegisterConstructorMapper(CashBookDao.Line.class)
public interface CashBookDao {

  /** Postings {@code p} of the till, or of {@code :holder}. */
  String TILL = "p.account = 'cash'";

  String COLLECTOR = "p.account = 'collector_cash' AND p.holder = :holder";

  /** The balance now less what moved since: a day of these weeks is near. */
  @SqlQuery(
      """
      SELECT coalesce((SELECT sum(p.amount) FROM ledger_posting p WHERE <whose>), 0)::bigint
               - coalesce(sum(p.amount), 0)::bigint AS opening,
             coalesce(sum(p.amount) FILTER (WHERE e.posted_at < :end AND p.amount > 0), 0)::bigint AS came,
             coalesce(sum(p.amount) FILTER (WHERE e.posted_at < :end AND p.amount < 0), 0)::bigint AS went
      FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
      WHERE e.posted_at >= :start AND <whose>""")
  Totals totals(
      @Define("whose") String whose,
      @Bind("holder") @Nullable String holder,
      @Bind("start") Instant start,
      @Bind("end") Instant end);

  @SqlQuery(
      """
      SELECT p.id, e.posted_at AS at, e.kind, p.amount, e.payment_id, r.number AS receipt, c.number AS customer,
             h.id AS handover_id, coalesce(h.collector, '') AS collector, e.posted_by AS by
      FROM ledger_entry e
      JOIN ledger_posting p ON p.entry_id = e.id
      LEFT JOIN receipt r ON r.payment_id = e.payment_id
      LEFT JOIN payment y ON y.id = e.payment_id
      LEFT JOIN customer c ON c.id = y.customer_id
      LEFT JOIN cash_handover h ON h.entry_id = e.id
      WHERE e.posted_at >= :start AND e.posted_at < :end AND p.id > :after AND <whose>
      ORDER BY p.id
      LIMIT :rows""")
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
      Optional<String> customer,
      Optional<Long> handoverId,
      String collector,
      String by) {}
}
