package id.gerbang.billing.charge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The late fees' SQL, as far as it writes. */
interface LateFeeChargeDao {

  @SqlUpdate(
      """
      INSERT INTO late_fee (invoice_id, amount, day, charged_at, charge_id, billed_by)
      VALUES (:invoice, :amount, :day, :now, :charge, :billedBy)""")
  void insert(
      long invoice,
      long amount,
      LocalDate day,
      Instant now,
      @Nullable Long charge,
      @Nullable Long billedBy);

  /** The fee of an invoice that is on none yet. */
  @SqlQuery(
      """
      SELECT c.id, c.amount FROM late_fee f JOIN subscription_charge c ON c.id = f.charge_id
      WHERE f.invoice_id = :invoice AND c.invoice_id IS NULL AND c.ended_at IS NULL""")
  @RegisterConstructorMapper(Unbilled.class)
  Optional<Unbilled> unbilled(long invoice);

  /** A charge for late payment. */
  record Unbilled(long id, long amount) {}
}
