-- What a router's profile and the plan of its name said when somebody last decided about them.
CREATE TABLE router_profile_agreed (
  router_id bigint NOT NULL REFERENCES router,
  name      text NOT NULL,
  ours      text NOT NULL,                 -- '': there was no plan
  routers   text NOT NULL,
  agreed_at timestamptz NOT NULL,
  agreed_by text NOT NULL,
  PRIMARY KEY (router_id, name)
);
GRANT SELECT, INSERT, UPDATE ON router_profile_agreed TO gerbang_billing;
