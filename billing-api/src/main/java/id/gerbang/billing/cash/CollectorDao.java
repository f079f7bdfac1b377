package id.gerbang.billing.cash;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The collectors' SQL. */
@RegisterConstructorMapper(CollectorDao.CollectorRow.class)
public interface CollectorDao {

  String COLUMNS =
      """
      SELECT c.name, c.cash_limit, c.payment_limit, c.version,
             coalesce((SELECT sum(p.amount) FROM ledger_posting p
                       WHERE p.account = 'collector_cash' AND p.holder = c.name), 0)::bigint AS in_hand,
             (SELECT max(h.handed_over_at) FROM cash_handover h WHERE h.collector = c.name) AS handed_over_at
      FROM collector c
      """;

  @SqlUpdate(
      """
      INSERT INTO collector (name, cash_limit, payment_limit, updated_at)
      VALUES (:name, :cashLimit, :paymentLimit, :now)
      ON CONFLICT (name) DO NOTHING""")
  void make(String name, long cashLimit, long paymentLimit, Instant now);

  /** Without what is in hand, which may have changed until the lock was had: it is asked after. */
  @SqlQuery(
      """
      SELECT cash_limit, payment_limit, version FROM collector
      WHERE name = :name
      FOR UPDATE""")
  @RegisterConstructorMapper(Limits.class)
  Optional<Limits> lock(String name);

  @SqlQuery(COLUMNS + "WHERE c.name = :name")
  Optional<CollectorRow> find(String name);

  @SqlQuery(COLUMNS + "WHERE c.name > :after AND c.name ILIKE :like ORDER BY c.name LIMIT :rows")
  List<CollectorRow> list(String like, String after, int rows);

  @SqlUpdate(
      """
      UPDATE collector
      SET cash_limit = :cashLimit, payment_limit = :paymentLimit, version = version + 1, updated_at = :now
      WHERE name = :name""")
  void update(String name, long cashLimit, long paymentLimit, Instant now);

  @SqlQuery(
      """
      SELECT coalesce(sum(amount), 0)::bigint FROM ledger_posting
      WHERE account = 'collector_cash' AND holder = :name""")
  long inHand(String name);

  /** Whether there is a collector of that name among those who may sign in. */
  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM staff WHERE 'staff:' || name = :name AND role = 'collector')
          OR EXISTS (SELECT FROM token WHERE 'token:' || name = :name AND role = 'collector')""")
  boolean works(String name);

  /** Who it is, by the name that the audit has; empty: a token of nobody. */
  @SqlQuery(
      """
      SELECT id FROM staff WHERE 'staff:' || name = :name
      UNION ALL
      SELECT staff_id FROM token WHERE 'token:' || name = :name AND staff_id IS NOT NULL""")
  Optional<Long> person(String name);

  /** Whether the holder handed over after a payment: entries of one holder come one by one. */
  @SqlQuery(
      """
      SELECT EXISTS (
        SELECT FROM cash_handover h
        WHERE h.collector = :name
          AND h.entry_id > (SELECT max(e.id) FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
                            WHERE p.account = 'collector_cash' AND p.holder = :name AND e.payment_id = :paymentId))""")
  boolean handedOverSince(String name, long paymentId);

  /** How much a collector may have in hand, and take at one door. */
  record Limits(long cashLimit, long paymentLimit, int version) {}

  /** A collector, and what the ledger says of the cash. */
  record CollectorRow(
      String name,
      long cashLimit,
      long paymentLimit,
      int version,
      long inHand,
      Optional<Instant> handedOverAt) {}
}
