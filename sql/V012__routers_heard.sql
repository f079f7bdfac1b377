-- Routers that move, what radius heard of routers, who else knocked.

ALTER TABLE router
  ALTER address DROP NOT NULL,
  ADD nas_identifier         text COLLATE "C",                -- may move: wherever this NAS-Identifier comes with a proven secret
  ADD swap_counters          boolean NOT NULL DEFAULT false,  -- it counts in- and output the other way round than RFC 2866
  ADD signature_forgotten_at timestamptz,                     -- what `auto` learned before this does not hold
  ADD CONSTRAINT router_found CHECK (address IS NOT NULL OR nas_identifier IS NOT NULL);

-- What radius heard of a router; of several nodes the latest, counts added up.
CREATE TABLE router_heard (
  router_id          bigint PRIMARY KEY,
  heard_at           timestamptz,            -- anything from it
  proven_at          timestamptz,            -- a packet that proved its secret
  proven_address     inet,                   -- where that came from: a router that moves gets its CoA there
  signed_at          timestamptz,            -- an Access-Request with a right Message-Authenticator
  unsigned_at        timestamptz,            -- an Access-Request without one
  wrong_secret_at    timestamptz,
  wrong_secret_count bigint NOT NULL DEFAULT 0,
  wrong_secret_by    text                    -- accounting, message-authenticator, password
) WITH (fillfactor = 50);

-- The inbox: who asks and is no router of ours. Anybody can forge an address: radius keeps a thousand.
CREATE TABLE unknown_router (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address        inet NOT NULL,
  nas_identifier text COLLATE "C" NOT NULL DEFAULT '',
  first_seen_at  timestamptz NOT NULL,
  last_seen_at   timestamptz NOT NULL,
  packets        bigint NOT NULL,
  UNIQUE (address, nas_identifier)
);

GRANT SELECT (nas_identifier, signature_forgotten_at) ON router TO gerbang_radius;
GRANT SELECT, INSERT, UPDATE ON router_heard TO gerbang_radius;
GRANT SELECT, INSERT, UPDATE, DELETE ON unknown_router TO gerbang_radius;
GRANT SELECT ON router_heard, router_learned TO gerbang_billing;
GRANT SELECT, DELETE ON unknown_router TO gerbang_billing;
