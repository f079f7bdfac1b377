-- A postpaid subscription is billed in advance, by periods that begin on its day of the month; a shorter month's last day stands in
-- for a day that it lacks. billed_until is the first day that no run has billed yet. Both null: runs leave it alone, as they do
-- whatever was there before there were runs.
ALTER TABLE subscription
  ADD COLUMN billing_day integer CHECK (billing_day BETWEEN 1 AND 31),
  ADD COLUMN billed_until date,
  ADD CONSTRAINT subscription_billing CHECK ((billing_day IS NULL) = (billed_until IS NULL));
CREATE INDEX subscription_to_bill ON subscription (customer_id, billed_until) WHERE billed_until IS NOT NULL;

CREATE TABLE billing_run (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  date        date NOT NULL,
  customer_id bigint REFERENCES customer,    -- null: everybody
  asked_at    timestamptz NOT NULL,
  asked_by    text NOT NULL,
  finished_at timestamptz                    -- null: at work, or stopped midway and to be completed
);
CREATE INDEX billing_run_open ON billing_run (id) WHERE finished_at IS NULL;

-- What was billed once: the key refuses a second time (P20). An invoice made void stays the period's: no run bills it again.
CREATE TABLE billed_period (
  subscription_id bigint NOT NULL REFERENCES subscription,
  starts          date NOT NULL,
  ends            date NOT NULL CHECK (ends > starts),  -- the first day after it
  amount          bigint NOT NULL CHECK (amount >= 0),
  invoice_id      bigint UNIQUE REFERENCES invoice,     -- null: nothing to pay
  billing_run_id  bigint NOT NULL REFERENCES billing_run,
  PRIMARY KEY (subscription_id, starts)
);
CREATE INDEX billed_period_run ON billed_period (billing_run_id);
CREATE TRIGGER billed_period_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billed_period FOR EACH STATEMENT EXECUTE FUNCTION append_only();

GRANT SELECT, INSERT ON billed_period, billing_run TO gerbang_billing;
GRANT UPDATE (finished_at) ON billing_run TO gerbang_billing;
