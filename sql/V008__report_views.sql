-- Read-only and stable: others write queries against these names.
CREATE SCHEMA report;
GRANT USAGE ON SCHEMA report TO gerbang_billing, gerbang_report;

CREATE VIEW report.session AS
SELECT s.username, r.name AS router, s.acct_session_id, s.framed_ip, s.calling_station_id,
       s.started_at, s.updated_at, s.stopped_at, s.session_time, s.input_octets, s.output_octets,
       coalesce(c.name, s.terminate_cause::text) AS terminate_cause,
       s.id, s.router_id, s.subscriber_id, s.generation, s.framed_ipv6_prefix, s.delegated_ipv6_prefix, s.nas_port_id, s.close_guessed
FROM (SELECT * FROM public.session UNION ALL SELECT * FROM public.session_history) s
LEFT JOIN public.router r ON r.id = s.router_id
LEFT JOIN public.terminate_cause c ON c.code = s.terminate_cause;

-- Per subscription, router and day: each session's highest counters of the day less its highest of the days before.
-- The window names the username, which a session does not change, so that a question about one reads that one's rows alone.
CREATE VIEW report.usage_day AS
SELECT username, subscriber_id, router_id, day,
       sum(input_octets) AS input_octets, sum(output_octets) AS output_octets
FROM (SELECT username, subscriber_id, router_id, day,
             greatest(0, input_octets - coalesce(max(input_octets) OVER earlier, 0)) AS input_octets,
             greatest(0, output_octets - coalesce(max(output_octets) OVER earlier, 0)) AS output_octets
      FROM public.session_day
      WINDOW earlier AS (PARTITION BY username, session_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) d
GROUP BY username, subscriber_id, router_id, day;

CREATE VIEW report.access_event AS
SELECT e.at, e.username, r.name AS router, e.answer, e.reason, e.cause, e.acct_session_id, e.calling_station_id, e.framed_ip, e.detail,
       e.router_id, e.subscriber_id
FROM public.access_event e LEFT JOIN public.router r ON r.id = e.router_id;

CREATE VIEW report.invoice AS
SELECT i.id, i.number, c.number AS customer, i.issued_at, i.due_date, i.total, i.paid,
       CASE WHEN i.voided_at IS NULL THEN i.total - i.paid ELSE 0 END AS open, i.currency, i.status
FROM public.invoice i JOIN public.customer c ON c.id = i.customer_id;

CREATE VIEW report.payment AS
SELECT p.id, c.number AS customer, p.amount, p.currency, p.method, p.reference, p.received_at, p.recorded_at, p.recorded_by
FROM public.payment p JOIN public.customer c ON c.id = p.customer_id;

CREATE VIEW report.posting AS
SELECT l.entry_id AS entry, l.account, l.amount, l.currency, e.kind, e.posted_at, l.customer_id
FROM public.ledger_posting l JOIN public.ledger_entry e ON e.id = l.entry_id;

CREATE VIEW report.subscription AS
SELECT s.id, s.username, c.number AS customer, c.name AS customer_name, p.name AS plan, s.service, s.billing, s.static_ip, s.active_until,
       s.unpaid_since, s.unpaid_action, s.held_since, s.held_reason, s.held_until, s.held_until_paid, s.terminated_at, s.archived_at, s.created_at
FROM public.subscription s JOIN public.customer c ON c.id = s.customer_id JOIN public.plan p ON p.id = s.plan_id;

GRANT SELECT ON ALL TABLES IN SCHEMA report TO gerbang_billing, gerbang_report;
