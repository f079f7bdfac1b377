-- CoA for a session that nobody has: whether a router takes it, and proves its secret by refusing. Billing asks, and the radius
-- node that acts on the router sends it, once. A row is gone when it was read; nothing but the database's clock is compared with.
CREATE TABLE coa_trial (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  router_id         bigint NOT NULL REFERENCES router,
  asked_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  taken_at          timestamptz,                    -- by the node that sends it
  outcome           text CHECK (outcome IN ('acknowledged', 'refused', 'silent', 'not_genuine', 'unsent')),
  error_cause       bigint,                         -- of a refusal; 0: it named none
  round_trip_micros bigint
) WITH (fillfactor = 50);
CREATE INDEX coa_trial_open ON coa_trial (router_id) WHERE taken_at IS NULL;

GRANT SELECT, INSERT, DELETE ON coa_trial TO gerbang_billing;
GRANT SELECT ON coa_trial TO gerbang_radius;
GRANT UPDATE (taken_at, outcome, error_cause, round_trip_micros) ON coa_trial TO gerbang_radius;
GRANT SELECT (seen_at) ON radius_node TO gerbang_billing;
