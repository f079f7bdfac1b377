-- What is billed of a subscription beside its plan's price. Never changed: billed, or ended.
CREATE TABLE subscription_charge (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL REFERENCES subscription,
  kind            text NOT NULL CHECK (kind IN ('addon', 'discount', 'one_off', 'late_fee')),
  description     text NOT NULL,
  amount          bigint NOT NULL CHECK (CASE WHEN kind = 'discount' THEN amount < 0 ELSE amount > 0 END),
  starts          date NOT NULL,               -- with periods that begin on this day or later
  ends            date CHECK (ends > starts),  -- with none that begins on this day or later
  added_at        timestamptz NOT NULL,
  added_by        text NOT NULL,
  ended_at        timestamptz,
  ended_by        text,
  invoice_id      bigint REFERENCES invoice,   -- of what comes once: where it stands
  CHECK (ends IS NULL OR kind IN ('addon', 'discount')),
  CHECK (invoice_id IS NULL OR kind NOT IN ('addon', 'discount')),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX subscription_charge_standing ON subscription_charge (subscription_id) WHERE ended_at IS NULL AND invoice_id IS NULL;
CREATE INDEX subscription_charge_subscription ON subscription_charge (subscription_id, id);

-- amount stays what the plan costs of the period, so that a share of it can be given back; beside it, its charges.
ALTER TABLE billed_period ADD COLUMN beside bigint NOT NULL DEFAULT 0;

GRANT SELECT, INSERT ON subscription_charge TO gerbang_billing;
GRANT UPDATE (ended_at, ended_by, invoice_id) ON subscription_charge TO gerbang_billing;
