-- Routers that were rebooted by us, who was online then, and whether they came back.
CREATE TABLE router_reboot (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  router_id bigint NOT NULL REFERENCES router,
  asked_by  text NOT NULL,
  asked_at  timestamptz NOT NULL,
  usernames text[] NOT NULL,               -- online through it when it was asked for
  state     text NOT NULL CHECK (state IN ('sent', 'back', 'refused')),
  back_at   timestamptz,                   -- when it was seen to have begun anew
  why       text,                          -- it was refused
  failing   text[] NOT NULL DEFAULT '{}'   -- checks of the test once it was back
);
CREATE INDEX router_reboot_open ON router_reboot (asked_at) WHERE state = 'sent';
GRANT SELECT, INSERT, UPDATE ON router_reboot TO gerbang_billing;
