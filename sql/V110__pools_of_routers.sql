-- Address pools of routers as we hold them, and what was said last where they differ from the router's.
CREATE TABLE router_pool (
  router_id      bigint NOT NULL REFERENCES router,
  name           text NOT NULL,
  place          integer NOT NULL,              -- the first is for plans that name none
  ranges         text,                          -- NULL: not ours; somebody has said that the router may have it
  agreed_ours    text NOT NULL,                 -- '': we held none
  agreed_routers text NOT NULL,                 -- '': the router had none
  updated_at     timestamptz NOT NULL,
  updated_by     text NOT NULL,
  PRIMARY KEY (router_id, name)
);
-- Those of set-ups until now: NAME=RANGES, in their order.
INSERT INTO router_pool (router_id, name, place, ranges, agreed_ours, agreed_routers, updated_at, updated_by)
SELECT s.router_id, pool.name, pool.place, pool.ranges, pool.ranges, pool.ranges, s.applied_at, coalesce(s.applied_by, '')
FROM router_setup s,
     LATERAL (SELECT substring(text FROM '^(.*)=[^=]*$') AS name, substring(text FROM '=([^=]*)$') AS ranges, place
              FROM jsonb_array_elements_text(s.choice -> 'pools') WITH ORDINALITY AS given (text, place)) pool
WHERE s.applied_at IS NOT NULL;
UPDATE router_setup SET choice = choice - 'pools' WHERE choice IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON router_pool TO gerbang_billing;
