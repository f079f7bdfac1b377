-- People sign in; what they and tokens may is narrowed by scope, area, router and time.
ALTER TABLE staff
  ADD COLUMN areas   text[] CHECK (cardinality(areas) > 0),      -- null: all of the ISP's
  ADD COLUMN routers bigint[] CHECK (cardinality(routers) > 0),  -- null: all
  ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE token
  ADD COLUMN staff_id     bigint REFERENCES staff,               -- whose it is: ends with that person
  ADD COLUMN scopes       text[] CHECK (cardinality(scopes) > 0), -- read, payments:write, …; null: all that the role may
  ADD COLUMN areas        text[] CHECK (cardinality(areas) > 0),
  ADD COLUMN routers      bigint[] CHECK (cardinality(routers) > 0),
  ADD COLUMN expires_at   timestamptz,
  ADD COLUMN last_used_at timestamptz,                           -- to the minute
  ADD COLUMN rate         integer NOT NULL DEFAULT 200 CHECK (rate BETWEEN 1 AND 10000),     -- requests a second
  ADD COLUMN burst        integer NOT NULL DEFAULT 1000 CHECK (burst BETWEEN 1 AND 100000);  -- at once
CREATE INDEX token_staff ON token (staff_id) WHERE revoked_at IS NULL AND staff_id IS NOT NULL;

-- Who is signed in. Idle or too old, it is nobody's; ended rows are forgotten after a month.
CREATE TABLE staff_session (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id   bigint NOT NULL REFERENCES staff,
  sha256     bytea NOT NULL UNIQUE,       -- the session's text is told once and not kept
  address    text NOT NULL,               -- from where
  created_at timestamptz NOT NULL,
  used_at    timestamptz NOT NULL,        -- to the minute
  expires_at timestamptz NOT NULL,        -- at the latest
  ended_at   timestamptz
);
CREATE INDEX staff_session_staff ON staff_session (staff_id) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_session TO gerbang_billing;
