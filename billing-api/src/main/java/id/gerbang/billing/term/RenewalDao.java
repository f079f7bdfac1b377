package id.gerbang.billing.term;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The renewals' SQL. */
interface RenewalDao {

  /** At the price that this customer has. */
  @SqlQuery(
      """
      SELECT p.name AS plan, v.price, v.period AS validity
      FROM subscription s JOIN plan p ON p.id = s.plan_id
      JOIN plan_version v ON v.plan_id = s.plan_id AND v.version = s.price_version
      WHERE s.id = :subscription""")
  @RegisterConstructorMapper(Priced.class)
  Priced terms(long subscription);

  /** The number of the invoice that an earlier renewal waits for. */
  @SqlQuery(
      """
      SELECT i.number FROM renewal r JOIN invoice i ON i.id = r.invoice_id
      WHERE r.subscription_id = :subscription AND r.applied_at IS NULL AND i.status = 'open'
      ORDER BY r.id
      LIMIT 1""")
  Optional<String> waitsFor(long subscription);

  @SqlQuery("SELECT EXISTS (SELECT FROM invoice WHERE id = :id AND status = 'paid')")
  boolean isPaid(long id);

  @SqlQuery(
      """
      INSERT INTO renewal (subscription_id, periods, validity, amount, invoice_id, asked_at, asked_by)
      VALUES (:subscription, :periods, :validity, :amount, :invoice, :now, :by)
      RETURNING id""")
  long insert(
      long subscription,
      int periods,
      String validity,
      long amount,
      @Nullable Long invoice,
      Instant now,
      String by);

  /** What is not applied yet of those that an invoice pays. Its subscription is locked. */
  @SqlQuery(
      """
      SELECT r.id, r.subscription_id, r.periods, r.validity, s.active_until
      FROM renewal r JOIN subscription s ON s.id = r.subscription_id
      WHERE r.invoice_id = :invoice AND r.applied_at IS NULL
      FOR NO KEY UPDATE OF s""")
  @RegisterConstructorMapper(Waiting.class)
  Optional<Waiting> waiting(long invoice);

  @SqlUpdate("UPDATE renewal SET applied_at = :now, active_until = :until WHERE id = :id")
  void applied(long id, Instant until, Instant now);

  @SqlUpdate(
      """
      UPDATE subscription SET active_until = :until, version = version + 1, updated_at = :now
      WHERE id = :id""")
  void activeUntil(long id, Instant until, Instant now);

  /** What a period costs and how long it is good. */
  record Priced(String plan, long price, String validity) {}

  /** Periods that are not applied yet. */
  record Waiting(
      long id, long subscriptionId, int periods, String validity, Optional<Instant> activeUntil) {}
}
