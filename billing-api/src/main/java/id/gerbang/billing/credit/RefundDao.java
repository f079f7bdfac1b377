package id.gerbang.billing.credit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The refunds' SQL. Rows are only ever added. */
@RegisterConstructorMapper(RefundDao.RefundRow.class)
public interface RefundDao {

  @SqlQuery(
      """
      INSERT INTO refund (number, external_id, customer_id, source, amount, method, reference, reason, refunded_at, refunded_by, gateway)
      VALUES (:number, :externalId, :customerId, :source, :amount, :method, :reference, :reason, :now, :by, :gateway)
      RETURNING id""")
  long insert(
      String number,
      @Nullable String externalId,
      long customerId,
      String source,
      long amount,
      String method,
      @Nullable String reference,
      String reason,
      Instant now,
      String by,
      @Nullable String gateway);

  @SqlUpdate(
      "INSERT INTO refund_part (refund_id, payment_id, amount) VALUES (:refundId, :paymentId, :amount)")
  void insertPart(long refundId, long paymentId, long amount);

  /** Those that came through a gateway, also where a person wrote them down by its name. */
  @SqlQuery(
      "SELECT id, gateway FROM payment WHERE id = ANY(:ids) AND gateway IS NOT NULL ORDER BY id")
  @RegisterConstructorMapper(Through.class)
  List<Through> throughGateways(long[] ids);

  /** How much a customer got back since then. */
  @SqlQuery(
      """
      SELECT coalesce(sum(amount), 0)::bigint FROM refund
      WHERE customer_id = :customerId AND refunded_at > :since""")
  long since(long customerId, Instant since);

  @SqlQuery("SELECT * FROM refund WHERE id = :id")
  Optional<RefundRow> byId(long id);

  @SqlQuery("SELECT * FROM refund WHERE external_id = :externalId")
  Optional<RefundRow> byExternalId(String externalId);

  @SqlQuery("SELECT * FROM refund WHERE number = :number")
  Optional<RefundRow> byNumber(String number);

  /** Oldest first. */
  @SqlQuery(
      """
      SELECT r.* FROM refund r JOIN customer c ON c.id = r.customer_id
      WHERE r.id > :after
        AND (CAST(:customerId AS bigint) IS NULL OR r.customer_id = :customerId)
        AND (r.number ILIKE :like OR c.number ILIKE :like OR c.name ILIKE :like OR r.reference ILIKE :like)
      ORDER BY r.id
      LIMIT :rows""")
  List<RefundRow> list(@Nullable Long customerId, String like, long after, int rows);

  /** A payment, and the gateway that it came through. */
  record Through(long id, String gateway) {}

  /** A refund as it is kept. */
  record RefundRow(
      long id,
      Optional<String> number,
      Optional<String> externalId,
      long customerId,
      String source,
      long amount,
      String method,
      Optional<String> gateway,
      Optional<String> reference,
      String reason,
      Instant refundedAt,
      String refundedBy) {}
}
