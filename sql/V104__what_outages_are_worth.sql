-- Waits that are the customer's: minutes that no SLA counts.
CREATE TABLE incident_pause (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident_id bigint NOT NULL REFERENCES incident,
  from_at     timestamptz NOT NULL,
  until_at    timestamptz CHECK (until_at >= from_at),  -- null: it lasts
  reason      text NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  ended_by    text,                          -- who wrote down its end
  undone_at   timestamptz,                   -- it was a mistake: it stays here, and counts no more
  undone_by   text,
  undo_reason text,
  CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL))
);
CREATE INDEX incident_pause_incident ON incident_pause (incident_id, id);

-- What is promised, and given back where it was not kept: of a customer, of a plan, or of the ISP where neither is said.
CREATE TABLE sla_rule (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id     bigint REFERENCES plan,
  customer_id bigint REFERENCES customer,
  rules       jsonb NOT NULL,
  set_at      timestamptz NOT NULL,
  set_by      text NOT NULL,
  CHECK (num_nonnulls(plan_id, customer_id) <= 1)
);
CREATE UNIQUE INDEX sla_rule_of ON sla_rule (coalesce(plan_id, 0), coalesce(customer_id, 0));

-- What a closed incident has a customer given back. Decided once; approved, it is a credit note.
CREATE TABLE incident_credit (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident_id       bigint NOT NULL REFERENCES incident,
  amount            bigint NOT NULL CHECK (amount > 0),  -- whole rupiah, PPN included
  state             text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'refused', 'withdrawn')),
  proposed_at       timestamptz NOT NULL,
  proposed_by       text NOT NULL,
  proposed_by_staff bigint REFERENCES staff,
  decided_at        timestamptz,
  decided_by        text,
  reason            text,                    -- why it was refused
  credit_note_id    bigint UNIQUE REFERENCES credit_note,
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK ((state = 'approved') = (credit_note_id IS NOT NULL))
);
CREATE INDEX incident_credit_incident ON incident_credit (incident_id, id);
CREATE UNIQUE INDEX incident_credit_proposed ON incident_credit (incident_id) WHERE state = 'proposed';

-- For which months of which subscriptions: together what the month is worth, so that no minute is worth something twice.
CREATE TABLE incident_credit_line (
  credit_id       bigint NOT NULL REFERENCES incident_credit,
  subscription_id bigint NOT NULL REFERENCES subscription,
  month           date NOT NULL,             -- its first day, in the ISP's zone
  out_minutes     bigint NOT NULL,           -- of the month so far, by all incidents, each minute once
  amount          bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (credit_id, subscription_id, month)
);
CREATE INDEX incident_credit_line_month ON incident_credit_line (subscription_id, month);

GRANT SELECT, INSERT ON incident_pause, incident_credit, incident_credit_line TO gerbang_billing;
GRANT UPDATE (until_at, ended_by, undone_at, undone_by, undo_reason) ON incident_pause TO gerbang_billing;
GRANT UPDATE (state, decided_at, decided_by, reason, credit_note_id) ON incident_credit TO gerbang_billing;
GRANT SELECT, INSERT, UPDATE, DELETE ON sla_rule TO gerbang_billing;
