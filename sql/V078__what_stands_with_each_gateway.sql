-- What stands with gateways is that of each. Documents say through which one money came and by which it was given back, and postings with which
-- one it stands, so that each is compared by itself. What is there already is filled in, once: no amount and no account changes.
ALTER TABLE payment ADD COLUMN gateway text REFERENCES gateway;   -- null: its money never stood with one
ALTER TABLE refund ADD COLUMN gateway text REFERENCES gateway;

ALTER TABLE payment DISABLE TRIGGER payment_append_only;
UPDATE payment p SET gateway = p.method
FROM (SELECT DISTINCT e.payment_id FROM ledger_posting l JOIN ledger_entry e ON e.id = l.entry_id
      WHERE l.account = 'gateway_clearing' AND e.kind = 'payment') AS through
WHERE p.id = through.payment_id;
ALTER TABLE payment ENABLE TRIGGER payment_append_only;

ALTER TABLE refund DISABLE TRIGGER refund_append_only;
UPDATE refund r SET gateway = (SELECT p.gateway FROM refund_part t JOIN payment p ON p.id = t.payment_id
                               WHERE t.refund_id = r.id AND t.amount > 0 AND p.gateway IS NOT NULL ORDER BY t.id LIMIT 1)
WHERE method = 'gateway';
ALTER TABLE refund ENABLE TRIGGER refund_append_only;

ALTER TABLE ledger_posting DROP CONSTRAINT ledger_posting_holder;
ALTER TABLE ledger_posting DISABLE TRIGGER ledger_posting_append_only;
UPDATE ledger_posting l SET holder = coalesce(p.gateway, s.gateway, r.gateway)
FROM ledger_entry e
LEFT JOIN payment p ON p.id = e.payment_id
LEFT JOIN gateway_settlement s ON e.kind = 'settlement' AND s.id = e.document_id
LEFT JOIN refund r ON e.kind = 'refund' AND r.id = e.document_id
WHERE e.id = l.entry_id AND l.account = 'gateway_clearing';
ALTER TABLE ledger_posting ENABLE TRIGGER ledger_posting_append_only;
ALTER TABLE ledger_posting ADD CONSTRAINT ledger_posting_holder
  CHECK ((account IN ('collector_cash', 'gateway_clearing')) = (holder IS NOT NULL)) NOT VALID;

DROP INDEX ledger_posting_clearing;
CREATE INDEX ledger_posting_clearing ON ledger_posting (holder, entry_id) INCLUDE (amount) WHERE account = 'gateway_clearing';
