-- Who was looked at on which day, so that a round finds only those whom nobody has looked at.
CREATE TABLE overdue_evaluated (
  customer_id bigint PRIMARY KEY REFERENCES customer,
  day         date NOT NULL
);

-- A customer's word to pay by a day. One for each bill that is the oldest open one: nobody promises for ever.
CREATE TABLE promise (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customer,
  invoice_id  bigint NOT NULL UNIQUE REFERENCES invoice,
  until       date NOT NULL,                 -- the last day, in the ISP's zone
  amount      bigint CHECK (amount > 0),     -- null: all that is open
  note        text,
  made_at     timestamptz NOT NULL,
  made_by     text NOT NULL
);
CREATE INDEX promise_customer ON promise (customer_id);
CREATE TRIGGER promise_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON promise FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- What is to be told to customers, for those who send messages: once for an invoice and step.
CREATE TABLE notice (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id    bigint NOT NULL REFERENCES customer,
  invoice_id     bigint NOT NULL REFERENCES invoice,
  kind           text NOT NULL CHECK (kind IN ('warn')),
  days_after_due integer NOT NULL,
  at             timestamptz NOT NULL,
  UNIQUE (invoice_id, kind, days_after_due)
);
CREATE TRIGGER notice_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON notice FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- What a day's overdue evaluation did, and whether it waits for a person.
CREATE TABLE overdue_run (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  date          date NOT NULL UNIQUE,
  asked_at      timestamptz NOT NULL,
  asked_by      text NOT NULL,
  evaluated     bigint NOT NULL DEFAULT 0,   -- customers
  cut           bigint NOT NULL DEFAULT 0,   -- subscriptions that were open before
  held_at       timestamptz,                 -- null: waits for nobody
  held_reasons  text[] NOT NULL DEFAULT '{}',
  would_cut     bigint NOT NULL DEFAULT 0,   -- when it was held last
  approved_cuts bigint,                      -- how many of this day somebody has agreed to
  approved_at   timestamptz,
  approved_by   text
);
CREATE INDEX payment_received ON payment USING brin (received_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON overdue_evaluated TO gerbang_billing;
GRANT SELECT, INSERT ON promise, notice, overdue_run TO gerbang_billing;
GRANT UPDATE (evaluated, cut, held_at, held_reasons, would_cut, approved_cuts, approved_at, approved_by) ON overdue_run TO gerbang_billing;
