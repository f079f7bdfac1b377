-- Least rights. Radius can't see money or staff; billing can't write what radius heard; nobody but the owner alters.
GRANT SELECT ON installation, schema_version TO gerbang_radius, gerbang_billing;
GRANT UPDATE (key_fingerprint) ON installation TO gerbang_billing;  -- once, at the first start

GRANT SELECT ON entitlement, change TO gerbang_radius;
GRANT SELECT (id, name, address, secret_sealed, enabled, coa_port, require_message_authenticator,
              isolation, isolation_list, isolation_pool, isolation_rate, archived_at) ON router TO gerbang_radius;
GRANT SELECT, INSERT, UPDATE ON session, session_day, journal_position, router_learned TO gerbang_radius;
GRANT SELECT, INSERT ON session_history, access_event, journal_quarantine TO gerbang_radius;
GRANT SELECT ON terminate_cause TO gerbang_radius;
GRANT EXECUTE ON FUNCTION make_month_partitions, move_closed_sessions, forget_changes TO gerbang_radius;

GRANT SELECT, INSERT, UPDATE ON setting, counter, router, customer, subscription, backup_link, staff, token TO gerbang_billing;
GRANT SELECT, INSERT ON plan_version, invoice_line, payment, payment_allocation, ledger_entry, ledger_posting, audit TO gerbang_billing;
GRANT SELECT, INSERT, UPDATE ON plan, invoice TO gerbang_billing;
GRANT SELECT ON account, entitlement, session, session_history, session_day, access_event, terminate_cause TO gerbang_billing;
GRANT SELECT, INSERT, DELETE ON idempotency TO gerbang_billing;
-- A secret is sealed to its row's identity, so the id is drawn before the row is written.
GRANT USAGE ON SEQUENCE router_id_seq, subscription_id_seq TO gerbang_billing;
