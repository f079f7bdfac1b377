package id.gerbang.billing.money;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The ledger's SQL. Rows are only ever added. */
public interface LedgerDao {

  /** Answers their ids, in the same order. One statement, whatever their number. */
  @SqlQuery(
      """
      INSERT INTO ledger_entry (kind, invoice_id, payment_id, document_id, posted_at, posted_by)
      SELECT kind, "invoiceId", "paymentId", "documentId", "postedAt", "postedBy"
      FROM json_to_recordset(CAST(:entries AS json)) AS entry(
        kind text, "invoiceId" bigint, "paymentId" bigint, "documentId" bigint, "postedAt" timestamptz, "postedBy" text)
      RETURNING id""")
  long[] insertEntries(String entries);

  /** All of an entry come in the transaction that makes it. */
  @SqlUpdate(
      """
      INSERT INTO ledger_posting (entry_id, account, customer_id, holder, amount, currency)
      SELECT "entryId", account, "customerId", holder, amount, currency
      FROM json_to_recordset(CAST(:postings AS json)) AS posting(
        "entryId" bigint, account text, "customerId" bigint, holder text, amount bigint, currency text)""")
  void insertPostings(String postings);

  /** What the customer has with the ISP: credit less what is owed. Negative: owes. */
  @SqlQuery(
      """
      SELECT coalesce(-sum(amount), 0)::bigint FROM ledger_posting
      WHERE customer_id = :customerId AND account IN ('receivable', 'customer_credit')""")
  long balance(long customerId);

  /**
   * What a payment's entry put on the ISP's own accounts, or took from the customer's deposit.
   * Found by the customer's postings, so that entries need no index by payment.
   */
  @SqlQuery(
      """
      SELECT o.account, o.customer_id, o.holder, sum(o.amount)::bigint AS amount, o.currency
      FROM ledger_posting o
      WHERE (o.customer_id IS NULL OR o.account = 'deposit')
        AND o.entry_id IN (SELECT e.id FROM ledger_posting l JOIN ledger_entry e ON e.id = l.entry_id
                           WHERE l.customer_id = :customerId AND e.payment_id = :paymentId AND e.kind = 'payment')
      GROUP BY o.account, o.customer_id, o.holder, o.currency
      ORDER BY o.account""")
  @RegisterConstructorMapper(OwnRow.class)
  List<OwnRow> received(long paymentId, long customerId);

  /** The ledger beside the invoices and payments it must agree with. */
  @SqlQuery(
      """
      WITH account AS (SELECT account, currency, sum(amount) AS amount FROM ledger_posting GROUP BY account, currency),
           standing AS (SELECT sum(total - paid) AS open, sum(tax) AS tax, sum(deposit) AS deposit FROM invoice WHERE voided_at IS NULL),
           reversed AS (SELECT coalesce(sum(p.amount), 0) AS amount, coalesce(sum(p.amount) FILTER (WHERE p.of_deposit), 0) AS of_deposit
                        FROM payment_reversal r JOIN payment p ON p.id = r.payment_id WHERE r.state = 'reversed'),
           payments AS (SELECT coalesce(sum(p.amount), 0) - min(r.amount) AS amount,
                               coalesce(sum(p.amount) FILTER (WHERE p.of_deposit), 0) - min(r.of_deposit) AS of_deposit
                        FROM reversed r LEFT JOIN payment p ON true),
           refunds AS (SELECT coalesce(sum(amount), 0) AS amount, coalesce(sum(amount) FILTER (WHERE source = 'deposit'), 0) AS of_deposit
                       FROM refund),
           places AS (
             SELECT place, sum(amount) AS amount
             FROM (SELECT CASE account WHEN 'bank' THEN 'bank' WHEN 'gateway_clearing' THEN coalesce(holder, '') ELSE 'cash' END AS place,
                          sum(amount) AS amount
                   FROM ledger_posting WHERE account IN ('cash', 'collector_cash', 'cash_difference', 'bank', 'gateway_clearing') GROUP BY 1
                   UNION ALL
                   SELECT coalesce(y.gateway, ''), l.amount
                   FROM ledger_posting l JOIN ledger_entry e ON e.id = l.entry_id LEFT JOIN payment y ON y.id = e.payment_id
                   WHERE l.account IN ('gateway_fee', 'fee_income') AND e.kind <> 'settlement'
                   UNION ALL
                   SELECT CASE WHEN method = 'cash' THEN 'cash' ELSE coalesce(gateway, 'bank') END, -sum(amount)
                   FROM payment WHERE NOT of_deposit GROUP BY 1
                   UNION ALL
                   SELECT CASE WHEN p.method = 'cash' THEN 'cash' ELSE coalesce(p.gateway, 'bank') END, p.amount
                   FROM payment_reversal r JOIN payment p ON p.id = r.payment_id WHERE r.state = 'reversed' AND NOT p.of_deposit
                   UNION ALL
                   SELECT CASE WHEN method = 'cash' THEN 'cash' ELSE coalesce(gateway, 'bank') END, amount FROM refund
                   UNION ALL
                   SELECT 'bank', -amount FROM gateway_settlement
                   UNION ALL
                   SELECT gateway, amount + fee FROM gateway_settlement) AS moved
             GROUP BY place)
      SELECT coalesce((SELECT max(abs(total)) FROM (SELECT sum(amount) AS total FROM account GROUP BY currency) AS sums), 0)
               AS unbalanced,
             coalesce((SELECT sum(amount) FROM account WHERE account = 'receivable'), 0)
               - coalesce((SELECT open FROM standing), 0)
               AS receivable,
             coalesce((SELECT sum(amount) FROM account WHERE account = 'customer_credit'), 0)
               + (SELECT p.amount - r.amount + r.of_deposit FROM payments p, refunds r)
               - coalesce((SELECT sum(a.amount) FROM payment_allocation a JOIN invoice i ON i.id = a.invoice_id
                           WHERE i.voided_at IS NULL), 0)
               AS credit,
             (SELECT coalesce(sum(amount) FILTER (WHERE place = 'cash'), 0) FROM places) AS cash,
             (SELECT coalesce(sum(amount) FILTER (WHERE place = 'bank'), 0) FROM places) AS bank,
             (SELECT coalesce(sum(abs(amount)) FILTER (WHERE place NOT IN ('cash', 'bank')), 0) FROM places) AS gateways,
             coalesce((SELECT sum(amount) FROM account WHERE account = 'tax_payable'), 0)
               + coalesce((SELECT tax FROM standing), 0) - coalesce((SELECT sum(tax) FROM credit_note), 0)
               AS tax,
             coalesce((SELECT sum(amount) FROM account WHERE account = 'deposit'), 0)
               + coalesce((SELECT deposit FROM standing), 0)
               - (SELECT p.of_deposit + r.of_deposit FROM payments p, refunds r)
               AS deposit,
             coalesce((SELECT sum(amount) FROM account WHERE account = 'write_off'), 0)
               - coalesce((SELECT sum(amount) FROM write_off), 0)
               AS written_off,
             coalesce((SELECT sum(p.amount) FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
                       WHERE p.account = 'gateway_clearing' AND e.kind = 'settlement'), 0)
               + coalesce((SELECT sum(amount + fee) FROM gateway_settlement), 0)
               AS settled""")
  @RegisterConstructorMapper(Unexplained.class)
  Unexplained unexplained();

  /** Where a payment's money came to stand, or was taken from. */
  record OwnRow(
      String account,
      Optional<Long> customerId,
      Optional<String> holder,
      long amount,
      String currency) {}

  /** An entry as a row, written as JSON. */
  record EntryRow(
      String kind,
      Optional<Long> invoiceId,
      Optional<Long> paymentId,
      Optional<Long> documentId,
      Instant postedAt,
      String postedBy) {}

  /** A posting as a row, written as JSON. */
  record PostingRow(
      long entryId,
      String account,
      Optional<Long> customerId,
      Optional<String> holder,
      long amount,
      String currency) {}
}
