-- Issued once, never changed: only paid grows and falls, and status follows it, or becomes void.
CREATE TABLE invoice (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id     text UNIQUE,
  number          text NOT NULL UNIQUE,      -- INV-YYMM-NNNNNN
  customer_id     bigint NOT NULL REFERENCES customer,
  subscription_id bigint REFERENCES subscription,  -- null: concerns all of the customer's
  issued_at       timestamptz NOT NULL,
  due_date        date NOT NULL,             -- a day in the ISP's zone; overdue when it is over
  total           bigint NOT NULL CHECK (total > 0),
  paid            bigint NOT NULL DEFAULT 0 CHECK (paid BETWEEN 0 AND total),
  currency        char(3) NOT NULL DEFAULT 'IDR',
  voided_at       timestamptz,
  void_reason     text,
  status          text NOT NULL GENERATED ALWAYS AS
                    (CASE WHEN voided_at IS NOT NULL THEN 'void' WHEN paid = total THEN 'paid' ELSE 'open' END) STORED
);
CREATE INDEX invoice_open ON invoice (customer_id, due_date, id) WHERE voided_at IS NULL AND paid < total;
CREATE INDEX invoice_customer ON invoice (customer_id, id);

CREATE TABLE invoice_line (
  invoice_id  bigint NOT NULL REFERENCES invoice,
  position    integer NOT NULL,
  description text NOT NULL,
  amount      bigint NOT NULL,
  PRIMARY KEY (invoice_id, position)
);

CREATE TABLE payment (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id text UNIQUE,
  customer_id bigint NOT NULL REFERENCES customer,
  amount      bigint NOT NULL CHECK (amount > 0),
  currency    char(3) NOT NULL DEFAULT 'IDR',
  method      text NOT NULL,
  reference   text,
  received_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL
);
CREATE INDEX payment_customer ON payment (customer_id, id);

-- Which payment pays which invoice; to a void one it counts no more. What is left over is the customer's credit in the ledger.
CREATE TABLE payment_allocation (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  payment_id   bigint NOT NULL REFERENCES payment,
  invoice_id   bigint NOT NULL REFERENCES invoice,
  amount       bigint NOT NULL CHECK (amount > 0),
  allocated_at timestamptz NOT NULL
);
CREATE INDEX payment_allocation_payment ON payment_allocation (payment_id);
CREATE INDEX payment_allocation_invoice ON payment_allocation (invoice_id);

CREATE TABLE account (
  code text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('asset', 'liability', 'revenue', 'expense'))
);
INSERT INTO account (code, kind) VALUES
  ('cash', 'asset'), ('bank', 'asset'), ('receivable', 'asset'),
  ('customer_credit', 'liability'), ('revenue', 'revenue');

CREATE TABLE ledger_entry (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('invoice', 'void', 'payment', 'credit_used')),
  invoice_id  bigint REFERENCES invoice,
  payment_id  bigint REFERENCES payment,
  posted_at   timestamptz NOT NULL,
  posted_by   text NOT NULL
);

-- Debit is positive, credit negative; an entry's postings sum to 0 per currency at commit (P16).
CREATE TABLE ledger_posting (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id    bigint NOT NULL REFERENCES ledger_entry,
  account     text NOT NULL REFERENCES account,
  customer_id bigint REFERENCES customer,
  amount      bigint NOT NULL CHECK (amount <> 0),
  currency    char(3) NOT NULL DEFAULT 'IDR'
);
CREATE INDEX ledger_posting_entry ON ledger_posting (entry_id);
CREATE INDEX ledger_posting_customer ON ledger_posting (customer_id, account) WHERE customer_id IS NOT NULL;

CREATE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_posting WHERE entry_id = NEW.entry_id GROUP BY currency HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'ledger entry % does not balance', NEW.entry_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON ledger_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances();

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: corrections are new rows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER ledger_posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER payment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER invoice_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_line FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE FUNCTION invoice_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.number, NEW.customer_id, NEW.subscription_id, NEW.issued_at, NEW.due_date, NEW.total, NEW.currency)
     IS DISTINCT FROM (OLD.number, OLD.customer_id, OLD.subscription_id, OLD.issued_at, OLD.due_date, OLD.total, OLD.currency)
     OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at) THEN
    RAISE EXCEPTION 'invoice % is issued: it can be paid or voided, not changed', OLD.number USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_is_immutable BEFORE UPDATE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_is_immutable();

-- What was answered to an Idempotency-Key, written in the transaction whose effect it answers (P18).
CREATE TABLE idempotency (
  actor           text NOT NULL,
  key             text NOT NULL,
  request         text NOT NULL,              -- method and path
  body_mac        bytea NOT NULL,             -- HMAC: a body may hold a password
  status          integer NOT NULL,
  location        text,
  response_sealed bytea NOT NULL,             -- an answer may hold a secret
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
