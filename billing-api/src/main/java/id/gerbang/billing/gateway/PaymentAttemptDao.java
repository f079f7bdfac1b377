package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The attempts' SQL. */
@RegisterConstructorMapper(AttemptRow.class)
public interface PaymentAttemptDao {

  @SqlQuery(
      """
      SELECT i.id, i.number, i.customer_id, i.status, i.total - i.paid AS open, i.pay_code, c.name, c.email, c.phone, c.area
      FROM invoice i JOIN customer c ON c.id = i.customer_id
      WHERE i.id = :id""")
  @RegisterConstructorMapper(ToPay.class)
  Optional<ToPay> invoice(long id);

  @SqlQuery(
      """
      SELECT count(*) AS tried, count(*) FILTER (WHERE provider_id IS NOT NULL OR link IS NOT NULL) AS made
      FROM payment_attempt WHERE invoice_id = :invoiceId AND created_at > :since""")
  @RegisterConstructorMapper(Since.class)
  Since since(long invoiceId, Instant since);

  @SqlQuery(
      "SELECT coalesce(max(number), 0) + 1 FROM payment_attempt WHERE invoice_id = :invoiceId")
  int nextNumber(long invoiceId);

  @SqlQuery(
      """
      INSERT INTO payment_attempt (reference, invoice_id, number, customer_id, gateway, channel, amount, customer_fee, gateway_fee,
                                   created_at, created_by, state, expires_at, check_at)
      VALUES (:reference, :invoiceId, :number, :customerId, :gateway, :channel, :amount, :customerFee, :gatewayFee,
              :createdAt, :createdBy, 'created', :expiresAt, :checkAt)
      RETURNING id""")
  long insert(@BindMethods NewAttempt attempt);

  /** One that can be paid still, in the same way and as much. */
  @SqlQuery(
      """
      SELECT * FROM payment_attempt
      WHERE invoice_id = :invoiceId AND gateway = :gateway AND channel = :channel AND amount = :amount
        AND customer_fee = :customerFee AND state IN ('created', 'pending') AND expires_at > :usableUntil
      ORDER BY id DESC
      LIMIT 1""")
  Optional<AttemptRow> usable(
      long invoiceId,
      String gateway,
      String channel,
      long amount,
      long customerFee,
      Instant usableUntil);

  @SqlQuery("SELECT * FROM payment_attempt WHERE id = :id")
  Optional<AttemptRow> byId(long id);

  @SqlQuery("SELECT * FROM payment_attempt WHERE reference = :reference")
  Optional<AttemptRow> byReference(String reference);

  /** By the name that the gateway has for one of its charges. */
  @SqlQuery(
      """
      SELECT * FROM payment_attempt
      WHERE gateway = :gateway
        AND id = coalesce((SELECT min(c.attempt_id) FROM paid_charge c WHERE c.kind = :kind AND c.provider_id = :providerId),
                          (SELECT min(a.id) FROM payment_attempt a WHERE a.gateway = :gateway AND a.provider_id = :providerId))""")
  Optional<AttemptRow> byCharge(String gateway, String kind, String providerId);

  @SqlQuery("SELECT * FROM payment_attempt WHERE id = :id FOR UPDATE")
  AttemptRow lock(long id);

  @SqlQuery("SELECT * FROM payment_attempt WHERE invoice_id = :invoiceId ORDER BY id DESC LIMIT 50")
  List<AttemptRow> ofInvoice(long invoiceId);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT * FROM payment_attempt
      WHERE id < :before
        AND (CAST(:invoiceId AS bigint) IS NULL OR invoice_id = :invoiceId)
        AND (CAST(:customerId AS bigint) IS NULL OR customer_id = :customerId)
        AND (CAST(:gateway AS text) IS NULL OR gateway = :gateway)
        AND (CAST(:state AS text) IS NULL OR state = :state)
        AND (CAST(:openSince AS timestamptz) IS NULL OR (state IN ('created', 'pending') AND created_at <= :openSince))
        AND (reference ILIKE :like OR provider_id ILIKE :like)
      ORDER BY id DESC
      LIMIT :rows""")
  List<AttemptRow> list(
      @Nullable Long invoiceId,
      @Nullable Long customerId,
      @Nullable String gateway,
      @Nullable String state,
      @Nullable Instant openSince,
      String like,
      long before,
      int rows);

  /** Whoever asks the gateway to make it; nobody else meanwhile. */
  @SqlUpdate(
      """
      UPDATE payment_attempt SET asked_at = :now, asks = asks + 1
      WHERE id = :id AND state = 'created' AND (asked_at IS NULL OR asked_at <= :before)""")
  int ask(long id, Instant now, Instant before);

  /**
   * How it can be paid. It may be known already what became of it: the gateway was quicker. Once it
   * is paid it keeps the name of the charge that was.
   */
  @SqlUpdate(
      """
      UPDATE payment_attempt SET
        state = CASE WHEN state = 'created' THEN 'pending' ELSE state END,
        provider_id = coalesce(:providerId, provider_id), link = coalesce(:link, link),
        qr_string = coalesce(:qrString, qr_string), bank = coalesce(:bank, bank),
        va_number = coalesce(:vaNumber, va_number), biller_code = coalesce(:billerCode, biller_code),
        payment_code = coalesce(:paymentCode, payment_code), expires_at = coalesce(:expiresAt, expires_at),
        trouble = NULL
      WHERE id = :id AND settled_at IS NULL""")
  void offered(long id, @BindMethods Offer offer);

  @SqlUpdate(
      "UPDATE payment_attempt SET trouble = :trouble, check_at = :checkAt, checked_at = :now WHERE id = :id")
  void unanswered(long id, String trouble, Instant checkAt, Instant now);

  /** The gateway would not make it: nothing can be paid there. */
  @SqlUpdate(
      """
      UPDATE payment_attempt SET state = 'failed', trouble = :trouble, check_at = NULL
      WHERE id = :id AND state = 'created'""")
  void refused(long id, String trouble);

  @SqlUpdate(
      """
      UPDATE payment_attempt SET trouble = NULL, checked_at = :now,
        check_at = CASE WHEN state IN ('created', 'pending') THEN CAST(:checkAt AS timestamptz)
                        WHEN check_at IS NOT NULL AND expires_at + interval '10 minutes' > :now THEN expires_at + interval '10 minutes' END
      WHERE id = :id""")
  void checked(long id, Instant now, Instant checkAt);

  /** What ended may be paid all the same: it is asked about once more when nobody can any more. */
  @SqlUpdate(
      """
      UPDATE payment_attempt SET state = :state, provider_id = coalesce(provider_id, :providerId),
        check_at = CASE WHEN :state IN ('failed', 'cancelled', 'expired') THEN greatest(expires_at + interval '10 minutes', :now)
                        ELSE check_at END,
        trouble = NULL
      WHERE id = :id""")
  void move(long id, String state, @Nullable String providerId, Instant now);

  /**
   * The gateway says that the money never came. It is asked once more in the end, as what failed
   * is.
   */
  @SqlUpdate(
      """
      UPDATE payment_attempt SET state = 'failed', taken_back_at = :now, trouble = NULL,
        check_at = greatest(expires_at + interval '10 minutes', :now)
      WHERE id = :id""")
  void takeBack(long id, Instant now);

  @SqlUpdate(
      """
      UPDATE payment_attempt SET state = :state, provider_id = coalesce(:providerId, provider_id), trouble = NULL,
        check_at = CASE WHEN asks > 1 THEN greatest(expires_at + interval '10 minutes', :settledAt) END,
        paid_at = :paidAt, settled_at = :settledAt, gross = :gross, fee = :fee, payment_id = :paymentId
      WHERE id = :id""")
  void settle(
      long id,
      String state,
      @Nullable String providerId,
      Instant paidAt,
      Instant settledAt,
      long gross,
      long fee,
      long paymentId);

  /** The next one to ask about, left alone by others meanwhile. */
  @SqlQuery(
      """
      UPDATE payment_attempt SET check_at = :leaseUntil
      WHERE id = (SELECT id FROM payment_attempt WHERE gateway = :gateway AND check_at <= :now
                  ORDER BY check_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING *""")
  Optional<AttemptRow> claim(String gateway, Instant now, Instant leaseUntil);

  @SqlQuery(
      """
      SELECT count(*) FILTER (WHERE state = 'pending') AS pending, count(*) FILTER (WHERE state = 'created') AS unknown,
             count(*) FILTER (WHERE created_at <= :dayAgo) AS over_a_day
      FROM payment_attempt WHERE state IN ('created', 'pending')""")
  @RegisterConstructorMapper(Open.class)
  Open open(Instant dayAgo);

  /** An invoice, and who is to pay it. */
  record ToPay(
      long id,
      String number,
      long customerId,
      String status,
      long open,
      String payCode,
      String name,
      Optional<String> email,
      Optional<String> phone,
      Optional<String> area) {}

  /** An attempt to be kept. */
  record NewAttempt(
      String reference,
      long invoiceId,
      int number,
      long customerId,
      String gateway,
      String channel,
      long amount,
      long customerFee,
      long gatewayFee,
      Instant createdAt,
      String createdBy,
      Instant expiresAt,
      Instant checkAt) {}

  /**
   * How many there were.
   *
   * @param made those that a gateway made
   */
  record Since(long tried, long made) {}

  /** How many are open. */
  record Open(long pending, long unknown, long overADay) {}
}
