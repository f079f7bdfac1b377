-- A gateway may take a payment back and then be paid by the same charge all the same: that money is a payment of its own. The charge's last
-- row says which payment it is now.
ALTER TABLE paid_charge
  DROP CONSTRAINT paid_charge_pkey,
  ADD PRIMARY KEY (attempt_id, kind, provider_id, payment_id);

ALTER TABLE payment_attempt ADD COLUMN taken_back_at timestamptz;  -- the last time that the gateway said that the money never came
UPDATE payment_attempt a SET taken_back_at = r.decided_at
FROM payment_reversal r WHERE r.payment_id = a.payment_id AND r.state = 'reversed' AND a.state = 'failed';
GRANT UPDATE (taken_back_at) ON payment_attempt TO gerbang_billing;

-- A copy of what was told counts again where the opposite was done since.
ALTER TABLE webhook_event ADD COLUMN again_at timestamptz;
GRANT UPDATE (again_at) ON webhook_event TO gerbang_billing;
