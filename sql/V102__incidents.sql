-- Outages of a customer's line, step by step: who did what, when, and what was taken back.
CREATE TABLE incident (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id     text UNIQUE,
  number          text NOT NULL UNIQUE,      -- TKT-2611-000012: our ticket
  customer_id     bigint NOT NULL REFERENCES customer,
  customer_ticket text,                      -- the customer's own number for it
  began_at        timestamptz NOT NULL,      -- the outage, as reported: it may be before the ticket
  summary         text NOT NULL,
  backup_link_id  bigint REFERENCES backup_link,  -- null: none was ordered
  version         integer NOT NULL DEFAULT 1,
  created_by      text NOT NULL,
  ended_at        timestamptz,               -- when its last step was written down, or it was cancelled
  cancel_reason   text,                      -- null: it was not cancelled
  CHECK (cancel_reason IS NULL OR ended_at IS NOT NULL)
);
CREATE INDEX incident_customer ON incident (customer_id, began_at);
CREATE INDEX incident_open ON incident (id) WHERE ended_at IS NULL;

-- What of the customer's is out; no row: all of it.
CREATE TABLE incident_subscription (
  incident_id     bigint NOT NULL REFERENCES incident,
  subscription_id bigint NOT NULL REFERENCES subscription,
  PRIMARY KEY (incident_id, subscription_id)
);

CREATE TABLE incident_step (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident_id bigint NOT NULL REFERENCES incident,
  step        text NOT NULL,
  at          timestamptz NOT NULL,          -- when it was done
  done_by     text NOT NULL,                 -- by whom, in the words of whoever wrote it down
  cause       text CHECK (cause IN ('fibre_cut', 'other')),  -- what the analysis says
  note        text,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  undone_at   timestamptz,                   -- it was a mistake: it stays here, and counts no more
  undone_by   text,
  undo_reason text,
  CHECK ((step = 'analysed') = (cause IS NOT NULL)),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL))
);
CREATE INDEX incident_step_incident ON incident_step (incident_id, id);

ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_all ON incident USING (true);
CREATE POLICY incident_reach ON incident AS RESTRICTIVE TO gerbang_limited USING (
  EXISTS (SELECT FROM customer c WHERE c.id = customer_id));

GRANT SELECT, INSERT ON incident, incident_subscription, incident_step TO gerbang_billing;
GRANT UPDATE (customer_ticket, began_at, summary, backup_link_id, version, ended_at, cancel_reason) ON incident TO gerbang_billing;
GRANT UPDATE (undone_at, undone_by, undo_reason) ON incident_step TO gerbang_billing;
