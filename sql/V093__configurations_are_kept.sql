-- What routers are set to, as text without secrets; a row where it differs from the one before.
CREATE TABLE router_configuration (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  router_id bigint NOT NULL REFERENCES router,
  taken_at  timestamptz NOT NULL,
  seen_at   timestamptz NOT NULL,          -- when it was last found to be so still
  taken_by  text NOT NULL,
  version   text NOT NULL,                 -- of RouterOS
  text_gzip bytea NOT NULL,
  added     integer NOT NULL,              -- lines, against the one before
  removed   integer NOT NULL,
  unread    text[] NOT NULL                -- menus that the router did not tell
);
CREATE INDEX router_configuration_router ON router_configuration (router_id, id);
ALTER TABLE router_configuration ALTER text_gzip SET STORAGE EXTERNAL;  -- it is compressed already
GRANT SELECT, INSERT, DELETE ON router_configuration TO gerbang_billing;
GRANT UPDATE (seen_at) ON router_configuration TO gerbang_billing;
