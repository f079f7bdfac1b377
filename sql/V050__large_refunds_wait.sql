-- A refund above the limit, asked for: it waits for a second person, is decided once, and then stays.
CREATE TABLE refund_request (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id        text,                   -- that the refund is to have
  customer_id        bigint NOT NULL REFERENCES customer,
  amount             bigint NOT NULL CHECK (amount > 0),
  currency           char(3) NOT NULL DEFAULT 'IDR',
  method             text NOT NULL,
  reference          text,
  reason             text NOT NULL,
  requested_at       timestamptz NOT NULL,
  requested_by       text NOT NULL,
  requested_by_staff bigint REFERENCES staff, -- null: a token of nobody
  state              text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'paid', 'refused')),
  decided_at         timestamptz,
  decided_by         text,
  refund_id          bigint UNIQUE REFERENCES refund,
  CHECK ((state = 'pending') = (decided_at IS NULL)),
  CHECK ((state = 'pending') = (decided_by IS NULL)),
  CHECK ((state = 'paid') = (refund_id IS NOT NULL))
);
CREATE INDEX refund_request_customer ON refund_request (customer_id, id);
CREATE UNIQUE INDEX refund_request_external_id ON refund_request (external_id) WHERE state = 'pending';

CREATE FUNCTION refund_request_is_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'pending' THEN
    RAISE EXCEPTION 'refund request % is %: it is decided once', OLD.id, OLD.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refund_request_is_decided_once BEFORE UPDATE ON refund_request FOR EACH ROW EXECUTE FUNCTION refund_request_is_decided_once();

GRANT SELECT, INSERT ON refund_request TO gerbang_billing;
GRANT UPDATE (state, decided_at, decided_by, refund_id) ON refund_request TO gerbang_billing;
