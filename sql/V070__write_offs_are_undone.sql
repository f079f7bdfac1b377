-- A write-off is taken back by one of as much below 0: it was a mistake, or the customer pays after all.
ALTER TABLE write_off
  DROP CONSTRAINT write_off_amount_check,
  ADD COLUMN undoes bigint UNIQUE REFERENCES write_off,
  ADD CONSTRAINT write_off_amount_check CHECK (amount <> 0 AND (undoes IS NOT NULL) = (amount < 0));

CREATE OR REPLACE FUNCTION invoice_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.number, NEW.customer_id, NEW.subscription_id, NEW.issued_at, NEW.due_date, NEW.total, NEW.currency,
      NEW.deposit, NEW.tax_base, NEW.tax, NEW.tax_rule, NEW.tax_mode)
     IS DISTINCT FROM (OLD.number, OLD.customer_id, OLD.subscription_id, OLD.issued_at, OLD.due_date, OLD.total, OLD.currency,
                       OLD.deposit, OLD.tax_base, OLD.tax, OLD.tax_rule, OLD.tax_mode)
     OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at)
     OR NEW.credited < OLD.credited
     -- All that was given up is open again, or nothing of it.
     OR (NEW.written_off < OLD.written_off AND (NEW.written_off <> 0 OR OLD.paid - NEW.paid <> OLD.written_off)) THEN
    RAISE EXCEPTION 'invoice % is issued: it can be settled or voided, not changed', OLD.number USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
