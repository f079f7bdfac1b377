package id.gerbang.billing.gateway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The settlements' SQL. Rows are only ever added. */
@RegisterConstructorMapper(SettlementDao.SettlementRow.class)
public interface SettlementDao {

  /** What stands with a gateway. */
  @SqlQuery(
      """
      SELECT coalesce(sum(amount), 0)::bigint FROM ledger_posting
      WHERE account = 'gateway_clearing' AND holder = :gateway""")
  long standing(String gateway);

  @SqlQuery(
      """
      INSERT INTO gateway_settlement (gateway, amount, fee, paid_out, reference, noted_at, noted_by)
      VALUES (:gateway, :amount, :fee, :paidOut, :reference, :now, :by)
      RETURNING id""")
  long insert(
      String gateway,
      long amount,
      long fee,
      LocalDate paidOut,
      String reference,
      Instant now,
      String by);

  @SqlQuery("SELECT * FROM gateway_settlement WHERE gateway = :gateway AND id = :id")
  Optional<SettlementRow> byId(String gateway, long id);

  @SqlQuery("SELECT * FROM gateway_settlement WHERE gateway = :gateway AND reference = :reference")
  Optional<SettlementRow> byReference(String gateway, String reference);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT * FROM gateway_settlement
      WHERE gateway = :gateway AND id < :before AND reference ILIKE :like
      ORDER BY id DESC
      LIMIT :rows""")
  List<SettlementRow> list(String gateway, String like, long before, int rows);

  /** A settlement as it is kept. */
  record SettlementRow(
      long id,
      String gateway,
      long amount,
      long fee,
      LocalDate paidOut,
      String reference,
      Instant notedAt,
      String notedBy) {}
}
