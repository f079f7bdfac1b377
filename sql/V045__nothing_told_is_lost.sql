-- What is genuine is kept also where it can't be read, and what can't be processed ends with a person instead of being tried for ever.
ALTER TABLE webhook_event DROP CONSTRAINT webhook_event_state_check;
ALTER TABLE webhook_event ADD CONSTRAINT webhook_event_state_check
  CHECK (state IN ('stored', 'processed', 'parked', 'conflicting', 'unconfirmed', 'unreadable', 'failed'));
ALTER TABLE webhook_event ADD COLUMN failures integer NOT NULL DEFAULT 0;  -- tries that were contradicted or broke off, not those without an answer
GRANT UPDATE (failures) ON webhook_event TO gerbang_billing;

-- Refunds name the charge, not our reference.
CREATE INDEX payment_attempt_provider ON payment_attempt (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX paid_charge_provider ON paid_charge (provider_id);
