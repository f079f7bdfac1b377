-- Corrections of issued invoices, and PPN.

-- invoice.paid stays what settles the invoice, so that "open" is total - paid everywhere, for the version before as well: money, and since
-- now also credit notes and what is written off; these two say how much of it. What was paid in money is paid - credited - written_off.
ALTER TABLE invoice
  ADD COLUMN credited           bigint NOT NULL DEFAULT 0,
  ADD COLUMN written_off        bigint NOT NULL DEFAULT 0,
  ADD COLUMN deposit            bigint NOT NULL DEFAULT 0,  -- of the total: held for the customer, neither earned nor taxed
  ADD COLUMN tax_base           bigint,                     -- null: no PPN at all
  ADD COLUMN tax                bigint NOT NULL DEFAULT 0,
  ADD COLUMN tax_rule           date,                       -- the rule that was used
  ADD COLUMN tax_mode           text,
  ADD COLUMN tax_invoice_number text;                       -- of the faktur pajak, which the tax office's system gives
ALTER TABLE invoice
  ADD CONSTRAINT invoice_settled CHECK (credited >= 0 AND written_off >= 0 AND credited + written_off <= paid) NOT VALID,
  ADD CONSTRAINT invoice_deposit CHECK (deposit BETWEEN 0 AND total AND credited <= total - deposit) NOT VALID,
  ADD CONSTRAINT invoice_tax CHECK (CASE WHEN tax_base IS NULL THEN tax = 0 AND tax_rule IS NULL AND tax_mode IS NULL AND tax_invoice_number IS NULL
                                         ELSE tax >= 0 AND tax_base + tax + deposit = total AND tax_rule IS NOT NULL
                                              AND tax_mode IN ('exclusive', 'inclusive') END) NOT VALID,
  ADD CONSTRAINT invoice_tax_invoice_number CHECK (tax_invoice_number ~ '^[0-9]{17}$') NOT VALID;
CREATE UNIQUE INDEX invoice_tax_invoice_number ON invoice (tax_invoice_number) WHERE tax_invoice_number IS NOT NULL;

CREATE OR REPLACE FUNCTION invoice_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.number, NEW.customer_id, NEW.subscription_id, NEW.issued_at, NEW.due_date, NEW.total, NEW.currency,
      NEW.deposit, NEW.tax_base, NEW.tax, NEW.tax_rule, NEW.tax_mode)
     IS DISTINCT FROM (OLD.number, OLD.customer_id, OLD.subscription_id, OLD.issued_at, OLD.due_date, OLD.total, OLD.currency,
                       OLD.deposit, OLD.tax_base, OLD.tax, OLD.tax_rule, OLD.tax_mode)
     OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at)
     OR NEW.credited < OLD.credited OR NEW.written_off < OLD.written_off THEN
    RAISE EXCEPTION 'invoice % is issued: it can be settled or voided, not changed', OLD.number USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

ALTER TABLE invoice_line ADD COLUMN kind text NOT NULL DEFAULT 'one_off'
  CHECK (kind IN ('recurring', 'prorated', 'one_off', 'addon', 'discount', 'late_fee', 'deposit', 'tax'));

-- Which PPN holds from which day: percent of base_numerator / base_denominator of the price.
CREATE TABLE tax_rule (
  starts           date PRIMARY KEY,
  name             text NOT NULL,
  percent          integer NOT NULL CHECK (percent BETWEEN 1 AND 100),
  base_numerator   integer NOT NULL CHECK (base_numerator > 0),
  base_denominator integer NOT NULL CHECK (base_denominator >= base_numerator)
);
INSERT INTO tax_rule VALUES
  ('2022-04-01', 'PPN 11 %', 11, 1, 1),               -- UU 7/2021
  ('2025-01-01', 'PPN 12 % × 11/12', 12, 11, 12);     -- PMK 131/2024: DPP nilai lain
ALTER TABLE invoice ADD CONSTRAINT invoice_tax_rule FOREIGN KEY (tax_rule) REFERENCES tax_rule NOT VALID;

CREATE TABLE credit_note (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id text UNIQUE,
  number      text NOT NULL UNIQUE,            -- CN-YYMM-NNNNNN
  invoice_id  bigint NOT NULL REFERENCES invoice,
  customer_id bigint NOT NULL REFERENCES customer,
  amount      bigint NOT NULL CHECK (amount > 0),
  tax         bigint NOT NULL CHECK (tax BETWEEN 0 AND amount),       -- the invoice's PPN of this amount
  released    bigint NOT NULL CHECK (released BETWEEN 0 AND amount),  -- had been paid: the customer's credit now
  currency    char(3) NOT NULL DEFAULT 'IDR',
  reason      text NOT NULL,
  issued_at   timestamptz NOT NULL,
  issued_by   text NOT NULL
);
CREATE INDEX credit_note_invoice ON credit_note (invoice_id);
CREATE INDEX credit_note_customer ON credit_note (customer_id, id);
CREATE TABLE credit_note_line (
  credit_note_id bigint NOT NULL REFERENCES credit_note,
  position       integer NOT NULL,
  description    text NOT NULL,
  amount         bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (credit_note_id, position)
);

-- Credit given back in money; the parts say of which payments.
CREATE TABLE refund (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id text UNIQUE,
  customer_id bigint NOT NULL REFERENCES customer,
  amount      bigint NOT NULL CHECK (amount > 0),
  currency    char(3) NOT NULL DEFAULT 'IDR',
  method      text NOT NULL,
  reference   text,
  reason      text NOT NULL,
  refunded_at timestamptz NOT NULL,
  refunded_by text NOT NULL
);
CREATE INDEX refund_customer ON refund (customer_id, id);
CREATE TABLE refund_part (
  refund_id  bigint NOT NULL REFERENCES refund,
  payment_id bigint NOT NULL REFERENCES payment,
  amount     bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (refund_id, payment_id)
);
CREATE INDEX refund_part_payment ON refund_part (payment_id);

-- Given up: all that was open of an invoice.
CREATE TABLE write_off (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invoice_id     bigint NOT NULL REFERENCES invoice,
  amount         bigint NOT NULL CHECK (amount > 0),
  reason         text NOT NULL,
  written_off_at timestamptz NOT NULL,
  written_off_by text NOT NULL
);
CREATE INDEX write_off_invoice ON write_off (invoice_id);

CREATE TRIGGER credit_note_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_note FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER credit_note_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_note_line FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER refund_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refund FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER refund_part_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refund_part FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER write_off_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON write_off FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- For the numbers of a credit note or refund beside an entry of the ledger.
ALTER TABLE ledger_entry ADD COLUMN document_id bigint;

CREATE OR REPLACE VIEW report.invoice AS
SELECT i.id, i.number, c.number AS customer, i.issued_at, i.due_date, i.total, i.paid - i.credited - i.written_off AS paid,
       CASE WHEN i.voided_at IS NULL THEN i.total - i.paid ELSE 0 END AS open, i.currency,
       CASE WHEN i.status <> 'paid' THEN i.status WHEN i.written_off > 0 THEN 'written_off' WHEN i.credited = i.total THEN 'credited' ELSE 'paid' END AS status,
       i.credited, i.written_off, i.deposit, i.tax_base, i.tax, i.tax_invoice_number
FROM public.invoice i JOIN public.customer c ON c.id = i.customer_id;

GRANT SELECT, INSERT ON credit_note, credit_note_line, refund, refund_part, write_off TO gerbang_billing;
GRANT SELECT ON tax_rule TO gerbang_billing;
