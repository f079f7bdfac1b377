-- A file of customers that was taken in. The file itself is not kept: it has passwords.
CREATE TABLE import (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL,
  format     text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  mapping    jsonb NOT NULL,                -- heading -> field, as it was read
  duplicates text NOT NULL CHECK (duplicates IN ('skip', 'refuse', 'create')),
  created_at timestamptz NOT NULL,          -- what it made and was changed later is not taken back
  created_by text NOT NULL,
  undone_at  timestamptz,                   -- when it was last asked to be taken back
  undone_by  text
);

-- What became of each row of the file.
CREATE TABLE import_row (
  import_id       bigint NOT NULL REFERENCES import,
  row             integer NOT NULL,         -- as a spreadsheet numbers it: the headings are 1
  name            text,
  outcome         text NOT NULL CHECK (outcome IN ('made', 'skipped', 'refused')),
  customer_id     bigint REFERENCES customer,
  subscription_id bigint REFERENCES subscription,
  errors          jsonb NOT NULL,           -- why it was not made
  undone_at       timestamptz,
  kept            text,                     -- why it could not be taken back
  PRIMARY KEY (import_id, row),
  CHECK ((outcome = 'made') = (customer_id IS NOT NULL))
);

GRANT SELECT, INSERT ON import, import_row TO gerbang_billing;
GRANT UPDATE (undone_at, undone_by) ON import TO gerbang_billing;
GRANT UPDATE (undone_at, kept) ON import_row TO gerbang_billing;
