-- A change at the end of what is billed goes with it where that is moved meanwhile.
ALTER TABLE scheduled_change ADD COLUMN at_period_end boolean NOT NULL DEFAULT false;
GRANT UPDATE (due) ON scheduled_change TO gerbang_billing;

-- What customers are to be told is also what becomes of their plan or its price, and when.
ALTER TABLE notice
  ALTER COLUMN invoice_id DROP NOT NULL,
  ALTER COLUMN days_after_due DROP NOT NULL,
  ADD COLUMN subscription_id bigint REFERENCES subscription,
  ADD COLUMN plan_id bigint,                 -- and at which version's price
  ADD COLUMN price_version integer,
  ADD COLUMN effective_from timestamptz,
  DROP CONSTRAINT notice_kind_check,
  ADD CONSTRAINT notice_kind CHECK (kind IN ('warn', 'plan')) NOT VALID,
  ADD CONSTRAINT notice_what CHECK (CASE kind
    WHEN 'warn' THEN invoice_id IS NOT NULL AND days_after_due IS NOT NULL
    ELSE subscription_id IS NOT NULL AND plan_id IS NOT NULL AND price_version IS NOT NULL AND effective_from IS NOT NULL
    END) NOT VALID,
  ADD CONSTRAINT notice_plan FOREIGN KEY (plan_id, price_version) REFERENCES plan_version (plan_id, version) NOT VALID;
