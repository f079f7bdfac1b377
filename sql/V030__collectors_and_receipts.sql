-- Whose hands a collector's cash is in, by the name that the audit has for them (staff:budi): what each holds is the sum of these
-- postings. NOT VALID: no collector's cash was there before.
ALTER TABLE ledger_posting ADD COLUMN holder text;
ALTER TABLE ledger_posting ADD CONSTRAINT ledger_posting_holder CHECK ((account = 'collector_cash') = (holder IS NOT NULL)) NOT VALID;
CREATE INDEX ledger_posting_till ON ledger_posting (entry_id) INCLUDE (amount) WHERE account = 'cash';
CREATE INDEX ledger_posting_collector ON ledger_posting (holder, entry_id) INCLUDE (amount) WHERE account = 'collector_cash';
CREATE INDEX ledger_entry_posted ON ledger_entry USING brin (posted_at) WITH (pages_per_range = 16, autosummarize = on);

-- What a collector may carry. The row is locked by whoever moves this collector's cash, so that it moves one step after the other.
CREATE TABLE collector (
  name          text PRIMARY KEY,            -- staff:budi, token:budi
  cash_limit    bigint NOT NULL CHECK (cash_limit >= 0),     -- most in hand
  payment_limit bigint NOT NULL CHECK (payment_limit >= 0),  -- most at one door
  version       integer NOT NULL DEFAULT 1,
  updated_at    timestamptz NOT NULL
);

-- A collector's cash, counted by the cashier who took it. What was short or over is in the entry.
CREATE TABLE cash_handover (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  collector      text NOT NULL REFERENCES collector,
  expected       bigint NOT NULL CHECK (expected > 0),
  counted        bigint NOT NULL CHECK (counted >= 0),
  denominations  jsonb,                      -- {"100000": 12}: how many of each; null: was not written down
  note           text,
  entry_id       bigint NOT NULL UNIQUE REFERENCES ledger_entry,
  handed_over_at timestamptz NOT NULL,
  received_by    text NOT NULL CHECK (received_by <> collector)
);
CREATE INDEX cash_handover_collector ON cash_handover (collector, id);
CREATE TRIGGER cash_handover_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_handover FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The number on a payment's receipt: without holes within a year.
CREATE TABLE receipt (
  payment_id bigint PRIMARY KEY REFERENCES payment,
  number     text NOT NULL UNIQUE,           -- KW-YYMM-NNNNNN
  issued_at  timestamptz NOT NULL
);
CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt FOR EACH STATEMENT EXECUTE FUNCTION append_only();

GRANT SELECT, INSERT ON cash_handover, receipt TO gerbang_billing;
GRANT SELECT, INSERT, UPDATE ON collector TO gerbang_billing;
