package id.gerbang.billing.credit;

import id.gerbang.billing.http.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The SQL of refunds that wait for a second person. A request is decided once, and then stays. */
@RegisterConstructorMapper(RefundRequestDao.RequestRow.class)
public interface RefundRequestDao {

  @SqlQuery(
      """
      INSERT INTO refund_request (external_id, customer_id, source, amount, method, gateway, reference, reason, requested_at, requested_by, requested_by_staff)
      VALUES (:externalId, :customerId, :source, :amount, :method, :gateway, :reference, :reason, :now, :by.name, :by.staffId)
      RETURNING id""")
  long insert(
      @Nullable String externalId,
      long customerId,
      String source,
      long amount,
      String method,
      @Nullable String gateway,
      @Nullable String reference,
      String reason,
      Instant now,
      @BindMethods("by") Actor by);

  @SqlUpdate(
      """
      UPDATE refund_request SET state = :state, decided_at = :now, decided_by = :by, refund_id = :refundId
      WHERE id = :id""")
  void decide(long id, String state, Instant now, String by, @Nullable Long refundId);

  @SqlQuery("SELECT * FROM refund_request WHERE id = :id")
  Optional<RequestRow> byId(long id);

  @SqlQuery("SELECT * FROM refund_request WHERE id = :id FOR UPDATE")
  Optional<RequestRow> lock(long id);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT * FROM refund_request
      WHERE id < :before AND (CAST(:state AS text) IS NULL OR state = :state)
      ORDER BY id DESC
      LIMIT :rows""")
  List<RequestRow> list(@Nullable String state, long before, int rows);

  /** A request as it is kept. */
  record RequestRow(
      long id,
      Optional<String> externalId,
      long customerId,
      String source,
      long amount,
      String method,
      Optional<String> gateway,
      Optional<String> reference,
      String reason,
      Instant requestedAt,
      String requestedBy,
      Optional<Long> requestedByStaff,
      String state,
      Optional<Instant> decidedAt,
      Optional<String> decidedBy,
      Optional<Long> refundId) {}
}
