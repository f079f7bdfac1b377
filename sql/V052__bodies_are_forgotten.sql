-- What a notification said in full names payers. It is forgotten after a while; that it came, what it said and what it did stays.
ALTER TABLE webhook_event ALTER COLUMN body DROP NOT NULL;
ALTER TABLE webhook_event ADD CONSTRAINT webhook_event_body CHECK (body IS NOT NULL OR state <> 'stored') NOT VALID;
GRANT UPDATE (body) ON webhook_event TO gerbang_billing;
CREATE INDEX webhook_event_body ON webhook_event (received_at) WHERE body IS NOT NULL;
CREATE INDEX review_item_subject ON review_item (subject) WHERE resolved_at IS NULL;
