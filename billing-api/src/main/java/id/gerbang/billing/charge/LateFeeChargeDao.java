package id.gerbang.billing.charge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The late fees' SQL, as far as it writes. */
interface LateFeeChargeDao {

  @SqlBatch(
      """
      INSERT INTO subscription_charge (subscription_id, kind, description, amount, starts, added_at, added_by)
      VALUES (:subscriptionId, 'late_fee', :description, :amount, :day, :now, :by)""")
  @GetGeneratedKeys("id")
  List<Long> comeWith(@BindMethods List<Beside> fees, LocalDate day, Instant now, String by);

  @SqlBatch(
      """
      INSERT INTO late_fee (invoice_id, amount, day, charged_at, charge_id, billed_by)
      VALUES (:invoiceId, :amount, :day, :now, :charge, :billedBy)""")
  void insert(@BindMethods List<Charged> fees, LocalDate day, Instant now);

  /** The fee of an invoice that is on none yet. */
  @SqlQuery(
      """
      SELECT c.id, c.amount FROM late_fee f JOIN subscription_charge c ON c.id = f.charge_id
      WHERE f.invoice_id = :invoice AND c.invoice_id IS NULL AND c.ended_at IS NULL""")
  @RegisterConstructorMapper(Unbilled.class)
  Optional<Unbilled> unbilled(long invoice);

  /** A fee that comes with the next invoice of a subscription. */
  record Beside(long subscriptionId, String description, long amount) {}

  /** A fee, and the charge or the invoice that it is. */
  record Charged(long invoiceId, long amount, @Nullable Long charge, @Nullable Long billedBy) {}

  /** A charge for late payment. */
  record Unbilled(long id, long amount) {}
}
