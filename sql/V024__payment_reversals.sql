-- A payment is taken back when it bounced or never was. Its row stays as it was recorded; what it paid is undone by allocations below 0.
-- NOT VALID: what is there is above 0 and need not be read again under a lock.
ALTER TABLE payment_allocation DROP CONSTRAINT payment_allocation_amount_check;
ALTER TABLE payment_allocation ADD CONSTRAINT payment_allocation_amount CHECK (amount <> 0) NOT VALID;
CREATE TRIGGER payment_allocation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_allocation FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TABLE payment_reversal (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  payment_id   bigint NOT NULL REFERENCES payment,
  reason       text NOT NULL,
  requested_at timestamptz NOT NULL,
  requested_by text NOT NULL,
  state        text NOT NULL CHECK (state IN ('pending', 'reversed', 'refused')),  -- pending: waits for a second person
  decided_at   timestamptz,
  decided_by   text,
  CHECK ((state = 'pending') = (decided_at IS NULL)),
  CHECK ((state = 'pending') = (decided_by IS NULL))
);
-- Never twice, and no second request beside one that waits.
CREATE UNIQUE INDEX payment_reversal_once ON payment_reversal (payment_id) WHERE state <> 'refused';
CREATE INDEX payment_reversal_payment ON payment_reversal (payment_id, id);
CREATE INDEX payment_reversal_pending ON payment_reversal (payment_id) WHERE state = 'pending';

CREATE FUNCTION payment_reversal_is_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'pending' OR (NEW.payment_id, NEW.reason, NEW.requested_at, NEW.requested_by)
     IS DISTINCT FROM (OLD.payment_id, OLD.reason, OLD.requested_at, OLD.requested_by) THEN
    RAISE EXCEPTION 'the reversal of payment % is %: it is decided once, and its request is not changed', OLD.payment_id, OLD.state
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_reversal_is_decided_once BEFORE UPDATE ON payment_reversal FOR EACH ROW EXECUTE FUNCTION payment_reversal_is_decided_once();

GRANT SELECT, INSERT ON payment_reversal TO gerbang_billing;
GRANT UPDATE (state, decided_at, decided_by) ON payment_reversal TO gerbang_billing;
