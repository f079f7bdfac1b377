-- Prepaid whose time begins with its first login: how long it is good from then on. Null: it has begun, or has an end of its own.
ALTER TABLE subscription
  ADD COLUMN first_login_period text,
  ADD CONSTRAINT subscription_first_login CHECK (
    first_login_period IS NULL OR (billing = 'prepaid' AND first_login_period ~ '^P[1-9][0-9]*[DM]$')) NOT VALID;
CREATE INDEX subscription_first_login ON subscription (id) WHERE first_login_period IS NOT NULL;
