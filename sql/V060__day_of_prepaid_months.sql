-- The day of the month on which prepaid months end, where the month of active_until lacks it: after 28 February comes 31 March.
-- Null: the day of active_until itself.
ALTER TABLE subscription
  ADD COLUMN prepaid_day smallint,
  ADD CONSTRAINT subscription_prepaid_day CHECK (prepaid_day BETWEEN 29 AND 31) NOT VALID;
