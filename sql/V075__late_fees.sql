-- Fees for late payment, by the policy: at most one an invoice, whichever node looks first. A fee is a charge that comes
-- with the next invoice of a subscription; where none is to come, an invoice by itself.
CREATE TABLE late_fee (
  invoice_id bigint PRIMARY KEY REFERENCES invoice,        -- that was late
  amount     bigint NOT NULL CHECK (amount > 0),           -- before PPN, as lines are
  day        date NOT NULL,                                -- of the ISP's zone
  charged_at timestamptz NOT NULL,
  charge_id  bigint UNIQUE REFERENCES subscription_charge,
  billed_by  bigint UNIQUE REFERENCES invoice,
  CHECK (num_nonnulls(charge_id, billed_by) = 1)
);
CREATE INDEX late_fee_day ON late_fee (day, invoice_id);
CREATE TRIGGER late_fee_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON late_fee FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT, INSERT ON late_fee TO gerbang_billing;

-- What a night charged.
ALTER TABLE overdue_run
  ADD COLUMN fees       bigint NOT NULL DEFAULT 0,
  ADD COLUMN fee_amount bigint NOT NULL DEFAULT 0;
GRANT UPDATE (fees, fee_amount) ON overdue_run TO gerbang_billing;
