-- What runs by the clock: where each job's timetable is done up to, and what came of it last. Any node may run one, no two at once: that is an
-- advisory lock of the node at work, gone with its connection.
CREATE TABLE job (
  name        text PRIMARY KEY,
  known_since timestamptz NOT NULL,
  done_slot   timestamptz NOT NULL,          -- the time of its timetable up to which it is done
  started_at  timestamptz,
  finished_at timestamptz,                   -- before started_at: at work, or cut off
  result      text,                          -- in words
  failed      boolean NOT NULL DEFAULT false,
  asked_at    timestamptz,                   -- by a person: to be run now
  asked_by    text
);
GRANT SELECT, INSERT, UPDATE ON job TO gerbang_billing;

-- The run that a day brings by itself, once, whatever the number of nodes.
ALTER TABLE billing_run ADD COLUMN for_day date UNIQUE;

-- Why a period costs nothing where its plan does: once, and never billed later.
ALTER TABLE billed_period
  ADD COLUMN reason text CHECK (reason IN ('suspended')),
  ADD CONSTRAINT billed_period_reason CHECK (reason IS NULL OR (amount = 0 AND invoice_id IS NULL));
