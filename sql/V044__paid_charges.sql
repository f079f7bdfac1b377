-- Each charge of an attempt that was paid. A gateway may have made two under one reference, and both may be paid: the second one's money
-- is a payment of its own. Two names of the same money (an invoice, and the payment into its account) have the same payment.
CREATE TABLE paid_charge (
  attempt_id  bigint NOT NULL REFERENCES payment_attempt,
  kind        text NOT NULL,                 -- of what at the gateway the id is; ids of two kinds can't be compared
  provider_id text NOT NULL,
  payment_id  bigint NOT NULL REFERENCES payment,
  gross       bigint,                        -- null: the same money by another name
  fee         bigint,
  net         bigint GENERATED ALWAYS AS (gross - fee) STORED,
  noted_at    timestamptz NOT NULL,
  PRIMARY KEY (attempt_id, kind, provider_id),
  CHECK ((gross IS NULL) = (fee IS NULL))
);
CREATE TRIGGER paid_charge_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paid_charge FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT, INSERT ON paid_charge TO gerbang_billing;

INSERT INTO paid_charge (attempt_id, kind, provider_id, payment_id, gross, fee, noted_at)
SELECT id,
       CASE WHEN gateway = 'midtrans' THEN 'transaction'
            WHEN channel IN ('invoice', 'ovo', 'dana', 'shopeepay', 'linkaja') THEN 'invoice'
            ELSE 'payment_request' END,
       provider_id, payment_id, gross, fee, settled_at
FROM payment_attempt WHERE payment_id IS NOT NULL AND provider_id IS NOT NULL;

-- One that was asked for again may be there twice, and is asked about once more when it has ended.
ALTER TABLE payment_attempt ADD COLUMN asks integer NOT NULL DEFAULT 0;
GRANT UPDATE (asks) ON payment_attempt TO gerbang_billing;
