-- What was done to each subscription: why, from when, up to when, by whom.
CREATE TABLE subscription_event (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL REFERENCES subscription,
  what            text NOT NULL,             -- create, isolate, renew, extend, terminate, …
  reason          text,
  since           timestamptz NOT NULL,
  until           timestamptz,               -- null: until something else happens
  at              timestamptz NOT NULL,
  done_by         text NOT NULL
);
CREATE INDEX subscription_event_subscription ON subscription_event (subscription_id, id);
CREATE TRIGGER subscription_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON subscription_event
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Periods of a prepaid subscription that were ordered: they count from when their invoice is paid, which moves active_until once.
CREATE TABLE renewal (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL REFERENCES subscription,
  periods         integer NOT NULL CHECK (periods > 0),
  validity        text NOT NULL CHECK (validity ~ '^P[1-9][0-9]*[DM]$'),  -- of one period
  amount          bigint NOT NULL CHECK (amount >= 0),
  invoice_id      bigint UNIQUE REFERENCES invoice,  -- null: nothing to pay
  asked_at        timestamptz NOT NULL,
  asked_by        text NOT NULL,
  applied_at      timestamptz,               -- null: not paid, or its invoice became void before it was
  active_until    timestamptz,               -- what it made of it
  CHECK ((applied_at IS NULL) = (active_until IS NULL))
);
CREATE INDEX renewal_subscription ON renewal (subscription_id) WHERE applied_at IS NULL;

-- What happens to a subscription by itself at a time. One of each kind waits at most.
CREATE TABLE scheduled_change (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL REFERENCES subscription,
  what            text NOT NULL CHECK (what IN ('terminate', 'change_plan')),
  due             timestamptz NOT NULL,
  plan_id         bigint,                    -- of change_plan: what it is to have, and at which version's price
  price_version   integer,
  reason          text,
  asked_at        timestamptz NOT NULL,
  asked_by        text NOT NULL,
  settled_at      timestamptz,               -- null: waits
  outcome         text,                      -- done, cancelled, or why it could not be done
  FOREIGN KEY (plan_id, price_version) REFERENCES plan_version (plan_id, version),
  CHECK ((plan_id IS NOT NULL AND price_version IS NOT NULL) = (what = 'change_plan')),
  CHECK ((settled_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX scheduled_change_waiting ON scheduled_change (subscription_id, what) WHERE settled_at IS NULL;
CREATE INDEX scheduled_change_due ON scheduled_change (due) WHERE settled_at IS NULL;

GRANT SELECT, INSERT ON subscription_event, renewal, scheduled_change TO gerbang_billing;
GRANT UPDATE (applied_at, active_until) ON renewal TO gerbang_billing;
GRANT UPDATE (settled_at, outcome) ON scheduled_change TO gerbang_billing;
