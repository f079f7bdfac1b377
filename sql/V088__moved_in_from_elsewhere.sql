-- What is taken in need not be a file: another system, with its plans.
ALTER TABLE import DROP CONSTRAINT import_format_check;
ALTER TABLE import ADD CONSTRAINT import_format_check CHECK (format IN ('csv', 'xlsx', 'usermanager'));
ALTER TABLE import ADD COLUMN findings jsonb NOT NULL DEFAULT '[]';    -- what a person should know of the whole
ALTER TABLE import_row ADD COLUMN notes jsonb NOT NULL DEFAULT '[]';   -- what of it is not as it was, though it was made

-- What became of each plan of the other system.
CREATE TABLE import_plan (
  import_id bigint NOT NULL REFERENCES import,
  profile   text NOT NULL,      -- what it was called there
  name      text NOT NULL,
  plan_id   bigint REFERENCES plan,
  outcome   text NOT NULL CHECK (outcome IN ('made', 'there', 'refused')),
  errors    jsonb NOT NULL,     -- why it was not made
  notes     jsonb NOT NULL,     -- what of it is not as it was
  undone_at timestamptz,
  kept      text,               -- why it could not be taken back
  PRIMARY KEY (import_id, profile, name),
  CHECK ((outcome = 'refused') = (plan_id IS NULL))
);

GRANT SELECT, INSERT ON import_plan TO gerbang_billing;
GRANT UPDATE (undone_at, kept) ON import_plan TO gerbang_billing;
