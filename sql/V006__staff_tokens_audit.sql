CREATE TABLE staff (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name          text NOT NULL UNIQUE,
  role          text NOT NULL CHECK (role IN ('owner', 'cashier', 'technician', 'viewer')),
  password_hash text NOT NULL,               -- Argon2id, own salt
  one_time      boolean NOT NULL DEFAULT true,  -- must be changed at the first login
  created_at    timestamptz NOT NULL DEFAULT now(),
  disabled_at   timestamptz
);

CREATE TABLE token (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL,
  role       text NOT NULL CHECK (role IN ('owner', 'cashier', 'technician', 'viewer')),
  sha256     bytea NOT NULL UNIQUE,          -- the token itself is shown once and not kept
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);

-- Who did what. Append-only, also for the services' roles.
CREATE TABLE audit (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at     timestamptz NOT NULL,
  actor  text NOT NULL,                      -- staff:budi, token:kasir, cli, first-start
  action text NOT NULL,                      -- customer.create, payment.record, subscription.isolate, …
  object text NOT NULL,                      -- customer:12
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_object ON audit (object, id);
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION append_only();
