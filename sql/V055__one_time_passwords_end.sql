-- A one-time password that nobody uses ends after three days: when it was given.
ALTER TABLE staff ADD COLUMN password_set_at timestamptz NOT NULL DEFAULT now();
