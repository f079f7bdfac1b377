-- What was ordered is what is delivered: on the plan and price of the order, and taken back when its money is.
ALTER TABLE renewal
  ADD COLUMN plan_id       bigint,           -- null: ordered before this was kept
  ADD COLUMN price_version integer,
  ADD COLUMN since         timestamptz,      -- from when it counts, once it does
  ADD COLUMN taken_back_at timestamptz,      -- its invoice became void, or was credited whole
  ADD CONSTRAINT renewal_taken_back CHECK (taken_back_at IS NULL OR applied_at IS NOT NULL) NOT VALID;
GRANT UPDATE (since, taken_back_at) ON renewal TO gerbang_billing;
