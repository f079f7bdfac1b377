package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The SQL of charges that were paid. Rows are only ever added. */
@RegisterConstructorMapper(PaidChargeDao.PaidCharge.class)
public interface PaidChargeDao {

  /** Each with its last payment: what it was before was taken back. */
  @SqlQuery(
      """
      SELECT DISTINCT ON (kind, provider_id) kind, provider_id, payment_id
      FROM paid_charge WHERE attempt_id = :attemptId
      ORDER BY kind, provider_id, payment_id DESC""")
  List<PaidCharge> of(long attemptId);

  /**
   * @param gross null: the same money by another name
   */
  @SqlUpdate(
      """
      INSERT INTO paid_charge (attempt_id, kind, provider_id, payment_id, gross, fee, noted_at)
      VALUES (:attemptId, :kind, :providerId, :paymentId, :gross, :fee, :now)""")
  void insert(
      long attemptId,
      String kind,
      String providerId,
      long paymentId,
      @Nullable Long gross,
      @Nullable Long fee,
      Instant now);

  /** A charge that was paid, and the payment that its money became. */
  record PaidCharge(String kind, String providerId, long paymentId) {}
}
