-- From a day on a billed period costs another whole amount, because the plan was changed in it. The newest of a period counts.
CREATE TABLE repriced_period (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL,
  starts          date NOT NULL,
  since           date NOT NULL,
  amount          bigint NOT NULL CHECK (amount >= 0),  -- as if the whole period had been billed on the new terms
  invoice_id      bigint REFERENCES invoice,            -- of the difference; null: there was none to pay
  at              timestamptz NOT NULL,
  FOREIGN KEY (subscription_id, starts) REFERENCES billed_period
);
CREATE INDEX repriced_period_of ON repriced_period (subscription_id, starts, id);
CREATE TRIGGER repriced_period_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON repriced_period
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();

GRANT SELECT, INSERT ON repriced_period TO gerbang_billing;
