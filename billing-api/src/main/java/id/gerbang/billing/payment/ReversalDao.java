package id.gerbang.billing.payment;

import id.gerbang.billing.http.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The reversals' SQL. A request is decided once, and then stays. */
@RegisterConstructorMapper(ReversalDao.ReversalRow.class)
public interface ReversalDao {

  @SqlUpdate(
      """
      INSERT INTO payment_reversal (payment_id, reason, requested_at, requested_by, requested_by_staff, state, decided_at, decided_by)
      VALUES (:paymentId, :reason, :now, :by.name, :by.staffId, :state, :decidedAt, :decidedBy)""")
  void insert(
      long paymentId,
      String reason,
      Instant now,
      @BindMethods("by") Actor by,
      String state,
      @Nullable Instant decidedAt,
      @Nullable String decidedBy);

  @SqlUpdate(
      """
      UPDATE payment_reversal SET state = :state, decided_at = :now, decided_by = :by
      WHERE payment_id = :paymentId AND state = 'pending'""")
  void decide(long paymentId, String state, Instant now, String by);

  /** The last request of each. */
  @SqlQuery(
      """
      SELECT DISTINCT ON (payment_id) *
      FROM payment_reversal
      WHERE payment_id = ANY(:payments)
      ORDER BY payment_id, id DESC""")
  List<ReversalRow> last(long... payments);

  /** How much of a payment was given back in money. */
  @SqlQuery(
      "SELECT coalesce(sum(amount), 0)::bigint FROM refund_part WHERE payment_id = :paymentId")
  long refunded(long paymentId);

  /** From which amount on a second person is asked; absent: never. */
  @SqlQuery("SELECT (value ->> 'reversalLimit')::bigint FROM setting WHERE name = 'payments'")
  Optional<Long> limit();

  /** A request as it is kept. */
  record ReversalRow(
      long paymentId,
      String reason,
      Instant requestedAt,
      String requestedBy,
      Optional<Long> requestedByStaff,
      String state,
      Optional<Instant> decidedAt,
      Optional<String> decidedBy) {

    boolean pending() {
      return state.equals("pending");
    }

    boolean reversed() {
      return state.equals("reversed");
    }
  }
}
