-- Which way a router was cut over last: where another server answers by somebody's decision, the set-up leaves our entries off.
CREATE TABLE router_cut_over (
  router_id bigint PRIMARY KEY REFERENCES router,
  answers   text NOT NULL CHECK (answers IN ('here', 'there')),
  turned_at timestamptz NOT NULL,
  turned_by text NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON router_cut_over TO gerbang_billing;
