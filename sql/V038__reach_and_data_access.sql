-- Staff and tokens that are limited to areas or routers: what is outside is, for them, not there. Their requests run as
-- gerbang_limited, whose rows are narrowed by the database itself, so that no query can forget it. The services' own
-- role is not: its policy is constant, costs nothing and leaves every index of use.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gerbang_limited') THEN
    CREATE ROLE gerbang_limited NOLOGIN;
  END IF;
END $$;
GRANT gerbang_billing TO gerbang_limited;

ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscription ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
ALTER TABLE payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE router ENABLE ROW LEVEL SECURITY;
CREATE POLICY customer_all ON customer USING (true);
CREATE POLICY subscription_all ON subscription USING (true);
CREATE POLICY invoice_all ON invoice USING (true);
CREATE POLICY payment_all ON payment USING (true);
CREATE POLICY router_all ON router USING (true);

-- gerbang.areas: parted by the unit separator, which no area has. Not set, or empty: all.
CREATE POLICY customer_reach ON customer AS RESTRICTIVE TO gerbang_limited USING (
  coalesce(current_setting('gerbang.areas', true), '') = ''
  OR area = ANY (string_to_array(current_setting('gerbang.areas', true), E'\x1f')));
CREATE POLICY subscription_reach ON subscription AS RESTRICTIVE TO gerbang_limited USING (
  EXISTS (SELECT FROM customer c WHERE c.id = customer_id));
CREATE POLICY invoice_reach ON invoice AS RESTRICTIVE TO gerbang_limited USING (
  EXISTS (SELECT FROM customer c WHERE c.id = customer_id));
CREATE POLICY payment_reach ON payment AS RESTRICTIVE TO gerbang_limited USING (
  EXISTS (SELECT FROM customer c WHERE c.id = customer_id));
CREATE POLICY router_reach ON router AS RESTRICTIVE TO gerbang_limited USING (
  coalesce(current_setting('gerbang.routers', true), '') = ''
  OR id = ANY (string_to_array(current_setting('gerbang.routers', true), ',')::bigint[]));

-- Who looked at whose personal data: one row an hour, actor and object. Kept for two years.
CREATE TABLE data_access (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hour   timestamptz NOT NULL,
  actor  text NOT NULL,
  object text NOT NULL,                      -- customer:12, export:customers
  times  integer NOT NULL DEFAULT 1,
  UNIQUE (object, hour, actor)
);
CREATE INDEX data_access_hour ON data_access (hour);
GRANT SELECT, INSERT, UPDATE, DELETE ON data_access TO gerbang_billing;
