-- Two service roles without login; pools connect as a login that is their member and SET ROLE.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gerbang_radius') THEN
    CREATE ROLE gerbang_radius NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gerbang_billing') THEN
    CREATE ROLE gerbang_billing NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gerbang_report') THEN
    CREATE ROLE gerbang_report NOLOGIN;
  END IF;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO gerbang_radius, gerbang_billing;

-- One row: which database this is, and whose sealing key it was filled with.
CREATE TABLE installation (
  single          boolean PRIMARY KEY DEFAULT true CHECK (single),
  restore_id      uuid NOT NULL DEFAULT gen_random_uuid(),  -- another one means: forget every watermark
  key_fingerprint text,                                     -- SHA-256 of the sealing key, set at the first start
  created_at      timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation DEFAULT VALUES;

-- What the ISP decides: name, zone, overdue policy. One JSON value a name.
CREATE TABLE setting (
  name       text PRIMARY KEY,
  value      jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Readable numbers without holes: the row is locked by the transaction that takes one.
CREATE TABLE counter (
  series text PRIMARY KEY,
  value  bigint NOT NULL
);
