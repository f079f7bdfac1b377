-- What we made of a router over its API: with what, and what stood there before.
CREATE TABLE router_setup (
  router_id   bigint PRIMARY KEY REFERENCES router,
  before      jsonb NOT NULL,        -- settings that others use too, by menu, as they were before the first time
  choice      jsonb,                 -- what was chosen for it; null: it never came to its end
  applied_at  timestamptz,
  applied_by  text,
  checked_at  timestamptz,           -- when it was last compared
  differences integer                -- how many there were then
);

-- Who is changing a router now; one that died gives its turn up by the time.
CREATE TABLE router_turn (
  router_id bigint PRIMARY KEY REFERENCES router,
  until     timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON router_setup, router_turn TO gerbang_billing;
