-- What routers measured by pinging; times in microseconds, null where nothing came back to be measured.
CREATE TABLE router_probe (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  router_id   bigint NOT NULL REFERENCES router,
  at          timestamptz NOT NULL,
  asked_by    text NOT NULL,
  target      text NOT NULL,
  sent        integer NOT NULL CHECK (sent > 0),
  received    integer NOT NULL CHECK (received BETWEEN 0 AND sent),
  delay_min   bigint,
  delay_mean  bigint,
  delay_max   bigint,
  jitter_mean bigint
);
CREATE INDEX router_probe_router ON router_probe (router_id, id);
GRANT SELECT, INSERT, DELETE ON router_probe TO gerbang_billing;
