package id.gerbang.billing.report;

import id.gerbang.billing.subscription.EntitlementMapper;
import id.gerbang.core.access.Entitlement;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** All that an explanation reads. It writes nothing. */
public interface ExplanationDao {

  @SqlQuery(
      """
      SELECT s.id, s.customer_id, c.number, c.name, s.username, s.service, p.name AS plan, v.price, v.period,
             s.unpaid_since, s.unpaid_action, s.held_since, s.held_reason, s.held_until, s.held_until_paid,
             (SELECT a.actor FROM audit a
              WHERE a.object = 'subscription:' || s.id AND a.action = 'subscription.isolate'
              ORDER BY a.id DESC LIMIT 1) AS held_by
      FROM subscription s
      JOIN customer c ON c.id = s.customer_id
      JOIN plan p ON p.id = s.plan_id
      JOIN plan_version v ON v.plan_id = s.plan_id AND v.version = s.price_version
      WHERE s.id = subscription_named(:username)""")
  @RegisterConstructorMapper(Person.class)
  Optional<Person> person(String username);

  @SqlQuery("SELECT * FROM entitlement WHERE subscriber_id = :id")
  @RegisterRowMapper(EntitlementMapper.class)
  Entitlement entitlement(long id);

  @SqlQuery(
      """
      SELECT id, name, enabled, archived_at IS NOT NULL AS archived,
             isolation, isolation_list, isolation_pool, isolation_rate
      FROM router
      ORDER BY name, id""")
  @RegisterConstructorMapper(RouterRow.class)
  List<RouterRow> routers();

  /** Open invoices that concern this subscription, less what was credited; oldest due first. */
  @SqlQuery(
      """
      SELECT number, due_date, total - credited AS total, paid - credited AS paid
      FROM invoice
      WHERE customer_id = :customer AND voided_at IS NULL AND paid < total
        AND (subscription_id IS NULL OR subscription_id = :subscription)
      ORDER BY due_date, id""")
  @RegisterConstructorMapper(Bill.class)
  List<Bill> openBills(long customer, long subscription);

  @SqlQuery(
      """
      SELECT coalesce(-sum(amount), 0)::bigint
      FROM ledger_posting
      WHERE customer_id = :customer AND account = 'customer_credit'""")
  long credit(long customer);

  @SqlQuery(
      """
      SELECT amount, method, reference, received_at
      FROM payment
      WHERE customer_id = :customer
      ORDER BY id DESC
      LIMIT :atMost""")
  @RegisterConstructorMapper(Paid.class)
  List<Paid> lastPayments(long customer, int atMost);

  @SqlQuery(
      """
      SELECT s.router_id, host(s.framed_ip) AS framed_ip, s.granted, s.started_at, s.updated_at,
             CASE WHEN r.swap_counters THEN s.output_octets ELSE s.input_octets END AS upload_octets,
             CASE WHEN r.swap_counters THEN s.input_octets ELSE s.output_octets END AS download_octets
      FROM session s LEFT JOIN router r ON r.id = s.router_id
      WHERE s.username IN (SELECT :username
                           UNION ALL SELECT username FROM other_name WHERE subscription_id = :id)
        AND (s.username = :username OR s.subscriber_id = :id) AND s.stopped_at IS NULL
      ORDER BY s.started_at, s.id""")
  @RegisterConstructorMapper(Live.class)
  List<Live> liveSessions(long id, String username);

  @SqlQuery(
      """
      SELECT stopped_at
      FROM report.session
      WHERE username IN (SELECT :username UNION ALL SELECT username FROM other_name WHERE subscription_id = :id)
        AND (username = :username OR subscriber_id = :id)
        AND stopped_at IS NOT NULL
      ORDER BY started_at DESC
      LIMIT 1""")
  Optional<Instant> lastEnd(long id, String username);

  /** Latest first. */
  @SqlQuery(
      """
      SELECT at, router, answer, reason, cause, detail
      FROM report.access_event
      WHERE username IN (SELECT :username UNION ALL SELECT username FROM other_name WHERE subscription_id = :id)
        AND (username = :username OR subscriber_id = :id)
      ORDER BY at DESC
      LIMIT :atMost""")
  @RegisterConstructorMapper(Answer.class)
  List<Answer> lastAnswers(long id, String username, int atMost);

  /** Latest first. */
  @SqlQuery(
      """
      SELECT at, router, answer, reason, cause, detail
      FROM report.access_event
      WHERE username = :username AND answer = 'reject'
      ORDER BY at DESC
      LIMIT :atMost""")
  @RegisterConstructorMapper(Answer.class)
  List<Answer> lastRefusals(String username, int atMost);

  /** Usernames that differ from this one in nothing but case and spaces. */
  @SqlQuery(
      """
      SELECT username
      FROM subscription
      WHERE lower(regexp_replace(username, '\\s', '', 'g')) = lower(regexp_replace(:username, '\\s', '', 'g'))
        AND username <> :username AND archived_at IS NULL
      ORDER BY username
      LIMIT :atMost""")
  List<String> nearNames(String username, int atMost);

  @SqlQuery("SELECT max(archived_at) FROM subscription WHERE username = :username")
  Optional<Instant> archivedAt(String username);

  /** A subscription and whose it is. */
  record Person(
      long id,
      long customerId,
      String number,
      String name,
      String username,
      String service,
      String plan,
      long price,
      String period,
      Optional<Instant> unpaidSince,
      Optional<String> unpaidAction,
      Optional<Instant> heldSince,
      Optional<String> heldReason,
      Optional<Instant> heldUntil,
      boolean heldUntilPaid,
      Optional<String> heldBy) {}

  /** An open invoice. */
  record Bill(String number, LocalDate dueDate, long total, long paid) {
    long open() {
      return total - paid;
    }
  }

  /** A payment. */
  record Paid(long amount, String method, Optional<String> reference, Instant receivedAt) {}

  /** An open session, as the customer sees it. */
  record Live(
      long routerId,
      Optional<InetAddress> framedIp,
      String granted,
      Instant startedAt,
      Instant updatedAt,
      long uploadOctets,
      long downloadOctets) {}

  /**
   * What was answered, or done to a session.
   *
   * @param detail for whoever looks closer: {@code causes=…} of an Accept that no Start followed
   */
  record Answer(
      Instant at,
      Optional<String> router,
      String answer,
      String reason,
      Optional<String> cause,
      Optional<String> detail) {}
}
