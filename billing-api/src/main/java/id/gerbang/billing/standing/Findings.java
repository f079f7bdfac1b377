package id.gerbang.billing.standing;

import id.gerbang.billing.subscription.SubscriptionStatus;

/** What puts a subscription on each list: SQL of the same columns, from facts alone. */
final class Findings {

  /**
   * What is open less what is held for the customer; all that was ever posted comes to the same.
   */
  private static final String OWED =
      """
      ((SELECT coalesce(sum(o.total - o.paid), 0) FROM invoice o
        WHERE o.customer_id = s.customer_id AND o.voided_at IS NULL AND o.paid < o.total)
       + (SELECT coalesce(sum(p.amount), 0) FROM ledger_posting p
          WHERE p.customer_id = s.customer_id AND p.account = 'customer_credit'))
      """;

  private static final String LAST_PAYMENT =
      "(SELECT max(p.recorded_at) FROM payment p WHERE p.customer_id = s.customer_id)";

  private static final String NO_SESSION =
      ", NULL::bigint AS router_id, NULL AS acct_session_id, NULL AS holds, NULL AS cause, NULL AS state, NULL AS detail ";

  private static final String AT_A_ROUTER =
      """
      UNION ALL
      SELECT d.subscriber_id, d.username, 'not_converged', d.entitled, d.since,
             d.router_id, d.acct_session_id, nullif(d.held, ''), d.cause, d.state, nullif(d.detail, '')
      FROM difference d
      """;

  /** Blocked by what only non-payment does, and there is none. */
  static final String PAID_BUT_BLOCKED =
      """
      SELECT s.id, s.username, 'nothing_overdue' AS finding,
             CASE s.unpaid_action WHEN 'slow' THEN 'SLOWED_UNPAID' WHEN 'isolate' THEN 'ISOLATED_UNPAID'
                                  ELSE 'SUSPENDED_UNPAID' END AS reason,
             greatest(s.unpaid_since, """
          + LAST_PAYMENT
          + ") AS since"
          + NO_SESSION
          + """
          FROM subscription s
          WHERE s.archived_at IS NULL AND s.terminated_at IS NULL AND s.unpaid_since IS NOT NULL
            AND (NOT EXISTS (
              SELECT FROM invoice i
              WHERE i.customer_id = s.customer_id AND (i.subscription_id IS NULL OR i.subscription_id = s.id)
                AND i.voided_at IS NULL AND i.paid < i.total AND i.due_date < :today)
              OR """
          + OWED
          + """
          <= 0)
          UNION ALL
          SELECT s.id, s.username, 'hold_settled', 'ISOLATED_BY_STAFF', greatest(s.held_since, """
          + LAST_PAYMENT
          + ")"
          + NO_SESSION
          + """
          FROM subscription s
          WHERE s.archived_at IS NULL AND s.terminated_at IS NULL AND s.held_since IS NOT NULL AND s.held_until_paid
            AND """
          + OWED
          + """
          <= 0
          UNION ALL
          SELECT s.id, s.username, 'renewal_paid', 'ISOLATED_EXPIRED', greatest(s.active_until, """
          + LAST_PAYMENT
          + ")"
          + NO_SESSION
          + """
          FROM renewal w
          JOIN invoice i ON i.id = w.invoice_id AND i.voided_at IS NULL AND i.paid >= i.total
          JOIN subscription s ON s.id = w.subscription_id
          WHERE w.applied_at IS NULL AND s.archived_at IS NULL AND s.terminated_at IS NULL AND s.active_until <= :now
            AND (SELECT sum(a.amount) FROM payment_allocation a WHERE a.invoice_id = i.id) > 0
          """
          + AT_A_ROUTER
          + "WHERE d.kind = 'blocked'";

  /**
   * Let in, though a step of the policy has come that takes more away. Due invoices first: without
   * being told so PostgreSQL looks at what everybody owes.
   */
  static final String UNPAID_BUT_ONLINE =
      """
      (WITH due AS MATERIALIZED (
        SELECT i.customer_id, i.subscription_id, i.due_date, i.total - i.paid AS open, step.*
        FROM unnest(:severities, CAST(:dueBys AS date[]), :offsets, :leasts) AS step (severity, due_by, offset_days, least)
        JOIN invoice i ON i.due_date <= step.due_by AND i.voided_at IS NULL AND i.paid < i.total
      ), late AS MATERIALIZED (
        SELECT s.id, s.username, s.customer_id, s.unpaid_action, min(d.due_date) + 1 + d.offset_days AS day
        FROM due d
        JOIN customer c ON c.id = d.customer_id
        JOIN subscription s ON s.customer_id = c.id AND (d.subscription_id IS NULL OR d.subscription_id = s.id)
        WHERE s.archived_at IS NULL
          AND d.severity > CASE s.unpaid_action WHEN 'slow' THEN 1 WHEN 'isolate' THEN 2 WHEN 'suspend' THEN 3 ELSE 0 END
          AND NOT c.tags && CAST(:exemptTags AS text[]) AND NOT is_free_account(c.tags) AND NOT coalesce(c.area = ANY(:spared), false)
          AND NOT EXISTS (
            SELECT FROM promise w JOIN invoice p ON p.id = w.invoice_id
            WHERE w.customer_id = c.id AND w.until >= :today AND p.voided_at IS NULL AND p.paid < p.total)
          AND 'active' = """
          + SubscriptionStatus.SQL
          + """

        GROUP BY s.id, d.severity, d.due_by, d.offset_days, d.least
        HAVING sum(d.open) >= d.least)
      SELECT s.id, s.username, CASE WHEN :held THEN 'cuts_held' ELSE 'not_cut' END AS finding,
             CASE WHEN s.unpaid_action = 'slow' THEN 'SLOWED_UNPAID' ELSE 'ACTIVE' END AS reason,
             s.day::timestamp AT TIME ZONE :zone AS since"""
          + NO_SESSION
          + "FROM late s WHERE "
          + OWED
          + "> 0)"
          + AT_A_ROUTER
          + "WHERE d.kind = 'online'";

  /**
   * Two months of paid bills, and no session for a month: soon a customer no more. Who was online
   * lately, which most were, is passed over before anybody's history is read.
   */
  static final String PAYING_BUT_NEVER_ONLINE =
      """
      (WITH absent AS MATERIALIZED (
        SELECT s.*
        FROM subscription s
        WHERE s.archived_at IS NULL AND s.created_at < CAST(:now AS timestamptz) - interval '30 days'
          AND NOT EXISTS (
            SELECT FROM session o
            WHERE o.username = s.username
              AND (o.stopped_at IS NULL OR o.stopped_at >= CAST(:now AS timestamptz) - interval '30 days')))
      SELECT s.id, s.username, CASE WHEN last.seen IS NULL THEN 'never_online' ELSE 'not_lately' END AS finding,
             'ACTIVE' AS reason, coalesce(last.seen, s.created_at) AS since"""
          + NO_SESSION
          + """
          FROM absent s
          CROSS JOIN LATERAL (
            SELECT max(coalesce(o.stopped_at, 'infinity')) AS seen
            FROM report.session o
            WHERE o.username = ANY (ARRAY(
                SELECT s.username UNION ALL SELECT n.username FROM other_name n WHERE n.subscription_id = s.id))
              AND (o.username = s.username OR o.subscriber_id = s.id)) last
          WHERE coalesce(last.seen, s.created_at) < CAST(:now AS timestamptz) - interval '30 days'
            AND EXISTS (
              SELECT FROM invoice i
              WHERE i.customer_id = s.customer_id AND (i.subscription_id IS NULL OR i.subscription_id = s.id)
                AND i.voided_at IS NULL AND i.total > 0 AND i.paid >= i.total
                AND i.issued_at > CAST(:now AS timestamptz) - interval '62 days')
            AND 'active' = """
          + SubscriptionStatus.SQL
          + ")";

  /** Somebody uses it, and nobody pays. */
  static final String FREE_BUT_ONLINE =
      """
      SELECT s.id, s.username,
             CASE WHEN is_free_account(c.tags) THEN 'free_account'
                  WHEN c.tags && ARRAY['test', 'uji'] THEN 'test_account' ELSE 'price_zero' END AS finding,
             'ACTIVE' AS reason, o.started_at AS since, o.router_id, o.acct_session_id, NULL AS holds, NULL AS cause,
             NULL AS state, NULL AS detail
      FROM subscription s
      JOIN customer c ON c.id = s.customer_id
      JOIN plan_version v ON v.plan_id = s.plan_id AND v.version = s.price_version
      CROSS JOIN LATERAL (SELECT s.username UNION ALL SELECT n.username FROM other_name n WHERE n.subscription_id = s.id) name
      JOIN session o ON o.username = name.username AND o.stopped_at IS NULL AND (o.username = s.username OR o.subscriber_id = s.id)
      WHERE s.archived_at IS NULL AND (is_free_account(c.tags) OR c.tags && ARRAY['test', 'uji'] OR v.price = 0)
      """;

  private Findings() {}
}
