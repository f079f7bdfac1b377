-- What a router said of itself when it was tested; what it did not say stays as it was.
CREATE TABLE router_tested (
  router_id      bigint PRIMARY KEY REFERENCES router,
  tested_at      timestamptz NOT NULL,
  contact_at     timestamptz,              -- when it last answered; null: never yet
  version        text,
  board          text,
  licence        text,                     -- level 0 to 6, or a CHR's word
  uptime_seconds bigint
);
GRANT SELECT, INSERT, UPDATE ON router_tested TO gerbang_billing;
