-- What a gateway paid out to the bank, and what it kept of it beyond the fees that were booked with its payments. A mistake is taken back
-- by another row of the opposite amounts.
CREATE TABLE gateway_settlement (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  gateway   text NOT NULL REFERENCES gateway,
  amount    bigint NOT NULL,                   -- came to the bank
  fee       bigint NOT NULL,                   -- below 0: less than was booked
  currency  char(3) NOT NULL DEFAULT 'IDR',
  paid_out  date NOT NULL,                     -- as the bank has it
  reference text NOT NULL,                     -- the gateway's name for it
  noted_at  timestamptz NOT NULL,
  noted_by  text NOT NULL,
  UNIQUE (gateway, reference),
  CHECK (amount <> 0 OR fee <> 0)
);
CREATE TRIGGER gateway_settlement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gateway_settlement
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT, INSERT ON gateway_settlement TO gerbang_billing;

-- What stands with gateways is summed without reading all else.
CREATE INDEX ledger_posting_clearing ON ledger_posting (entry_id) INCLUDE (amount) WHERE account = 'gateway_clearing';
-- Which payments came through a gateway: a refund there is of these.
CREATE INDEX paid_charge_payment ON paid_charge (payment_id);
