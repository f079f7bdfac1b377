-- How things were at customers' before their backup tunnels were set up.
CREATE TABLE backup_condition (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  link_id   bigint NOT NULL REFERENCES backup_link,
  at        timestamptz NOT NULL,
  noted_by  text NOT NULL,
  router_id bigint REFERENCES router,      -- which told it; null: it was copied from a terminal
  text      text NOT NULL,                 -- as it was told, without PIN and passwords
  told      jsonb NOT NULL                 -- what was read of it; what is not in it was not told
);
CREATE INDEX backup_condition_link ON backup_condition (link_id, id);
GRANT SELECT, INSERT ON backup_condition TO gerbang_billing;
