package id.gerbang.billing.term;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The renewals' SQL. */
interface RenewalDao {

  /**
   * Whether time of {@code renewal r} is still time of {@code subscription s}: on the same plan at
   * the same price, or at one that was moved since without the time being reckoned anew, as a
   * change of plan would have done.
   */
  String AS_ORDERED =
      """
      coalesce(r.plan_id = s.plan_id AND (r.price_version = s.price_version OR NOT EXISTS (
        SELECT FROM subscription_event e WHERE e.subscription_id = s.id AND e.what = 'change_plan' AND e.at >= coalesce(r.applied_at, r.asked_at))), true)
      """;

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

  /**
   * All that wait, with what of them is settled: beside the last one there is an earlier one where
   * its write-off was undone.
   */
  @SqlQuery(
      """
      SELECT i.id AS invoice_id, i.number, i.paid FROM renewal r JOIN invoice i ON i.id = r.invoice_id
      WHERE r.subscription_id = :subscription AND r.applied_at IS NULL AND i.status = 'open'
      ORDER BY r.id""")
  @RegisterConstructorMapper(Order.class)
  List<Order> orders(long subscription);

  @SqlQuery("SELECT EXISTS (SELECT FROM invoice WHERE id = :id AND status = 'paid')")
  boolean isPaid(long id);

  @SqlQuery(
      """
      INSERT INTO renewal (subscription_id, plan_id, price_version, periods, validity, amount, invoice_id, asked_at, asked_by)
      VALUES (:subscription, :plan, :priceVersion, :periods, :validity, :amount, :invoice, :now, :by)
      RETURNING id""")
  long insert(
      long subscription,
      long plan,
      int priceVersion,
      int periods,
      String validity,
      long amount,
      @Nullable Long invoice,
      Instant now,
      String by);

  /** What is not applied yet of those that an invoice pays. Its subscription is locked. */
  @SqlQuery(
      """
      SELECT r.id, r.subscription_id, r.periods, r.amount, r.validity, s.active_until, s.prepaid_day,
             s.billing = 'prepaid' AND s.terminated_at IS NULL AND s.archived_at IS NULL
               AND
      """
          + AS_ORDERED
          + """
             AS as_ordered
      FROM renewal r JOIN subscription s ON s.id = r.subscription_id
      WHERE r.invoice_id = :invoice AND r.applied_at IS NULL
      FOR NO KEY UPDATE OF s""")
  @RegisterConstructorMapper(Waiting.class)
  Optional<Waiting> waiting(long invoice);

  /** What an invoice paid for and that counts. Its subscription is locked. */
  @SqlQuery(
      """
      SELECT r.id, r.subscription_id, r.periods, r.validity, r.since, r.active_until AS until,
             s.active_until AS ends, s.prepaid_day,
             s.billing = 'prepaid' AND s.terminated_at IS NULL AND s.archived_at IS NULL AS runs,
             """
          + AS_ORDERED
          + """
             AS as_ordered
      FROM renewal r JOIN subscription s ON s.id = r.subscription_id
      WHERE r.invoice_id = :invoice AND r.applied_at IS NOT NULL AND r.taken_back_at IS NULL
      FOR NO KEY UPDATE OF s""")
  @RegisterConstructorMapper(Applied.class)
  Optional<Applied> applied(long invoice);

  @SqlUpdate(
      "UPDATE renewal SET applied_at = :now, since = :since, active_until = :until WHERE id = :id")
  void apply(long id, Instant since, Instant until, Instant now);

  @SqlUpdate("UPDATE renewal SET taken_back_at = :now WHERE id = :id")
  void takeBack(long id, Instant now);

  /**
   * What came once beside an order that is void waits for the next; not so a fee for an invoice
   * that was taken back meanwhile, too.
   */
  @SqlUpdate(
      """
      UPDATE subscription_charge c SET invoice_id = NULL
      FROM invoice i
      WHERE c.invoice_id = :invoice AND i.id = c.invoice_id AND i.voided_at IS NOT NULL
        AND EXISTS (SELECT FROM renewal r WHERE r.invoice_id = i.id)
        AND NOT EXISTS (
          SELECT FROM late_fee f JOIN invoice late ON late.id = f.invoice_id
          WHERE f.charge_id = c.id AND late.status IN ('void', 'credited'))""")
  void chargesWaitAgain(long invoice);

  /** The subscription that a void order was of, where it has ended. */
  @SqlQuery(
      """
      SELECT s.id
      FROM renewal r JOIN invoice i ON i.id = r.invoice_id JOIN subscription s ON s.id = r.subscription_id
      WHERE r.invoice_id = :invoice AND i.voided_at IS NOT NULL AND s.terminated_at IS NOT NULL AND s.archived_at IS NULL""")
  Optional<Long> endedOf(long invoice);

  /** An end on the day of the month that its months have. */
  @SqlUpdate(
      """
      UPDATE subscription SET active_until = :end, prepaid_day = :day, version = version + 1, updated_at = :now
      WHERE id = :id""")
  void goodUntil(long id, Instant end, @Nullable Integer day, Instant now);

  /** An end on any day. */
  @SqlUpdate(
      """
      UPDATE subscription SET active_until = :until, prepaid_day = NULL, version = version + 1, updated_at = :now
      WHERE id = :id""")
  void activeUntil(long id, Instant until, Instant now);

  /** What a period costs and how long it is good. */
  record Priced(String plan, long price, String validity) {}

  /** An order that waits for its payment. */
  record Order(long invoiceId, String number, long paid) {}

  /**
   * Periods that are not applied yet.
   *
   * @param asOrdered whether the subscription is still what the order was for
   */
  record Waiting(
      long id,
      long subscriptionId,
      int periods,
      long amount,
      String validity,
      Optional<Instant> activeUntil,
      @Nullable Integer prepaidDay,
      boolean asOrdered) {}

  /**
   * Periods that count.
   *
   * @param since from when; empty: by a version that did not note it
   * @param until what they made of it
   * @param ends when it ends as it is now
   * @param runs whether it is prepaid and has not ended
   * @param asOrdered whether plan and price are still those of the order
   */
  record Applied(
      long id,
      long subscriptionId,
      int periods,
      String validity,
      Optional<Instant> since,
      Instant until,
      Optional<Instant> ends,
      @Nullable Integer prepaidDay,
      boolean runs,
      boolean asOrdered) {}
}
