-- What customers paid in the system that they were moved in from: shown with them, and in no book, balance or report.
CREATE TABLE payment_elsewhere (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customer,
  import_id   bigint NOT NULL REFERENCES import DEFERRABLE INITIALLY DEFERRED,  -- a rehearsal has none, and commits nothing
  reference   text COLLATE "C" NOT NULL,    -- by which it is known when that system is read once more
  paid_at     timestamptz NOT NULL,
  amount      bigint NOT NULL CHECK (amount > 0),
  method      text NOT NULL,                -- in that system's words; '' where it tells none
  profile     text NOT NULL,                -- what was bought; '' where it tells nothing
  UNIQUE (customer_id, reference)
);
CREATE INDEX payment_elsewhere_import ON payment_elsewhere (import_id);

ALTER TABLE payment_elsewhere ENABLE ROW LEVEL SECURITY;
CREATE POLICY payment_elsewhere_all ON payment_elsewhere USING (true);
CREATE POLICY payment_elsewhere_reach ON payment_elsewhere AS RESTRICTIVE TO gerbang_limited USING (
  EXISTS (SELECT FROM customer c WHERE c.id = customer_id));

GRANT SELECT, INSERT, DELETE ON payment_elsewhere TO gerbang_billing;
-- What of the time before came along is known when it has come.
GRANT UPDATE (findings) ON import TO gerbang_billing;
