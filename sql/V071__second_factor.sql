-- People may prove who they are by a second factor, too: a code of their telephone (RFC 6238), each good once.
ALTER TABLE staff
  ADD COLUMN totp_sealed       bytea,                     -- the secret; null: there is none
  ADD COLUMN totp_confirmed_at timestamptz,               -- null: begun, and not proved yet, so not asked for
  ADD COLUMN totp_step         bigint NOT NULL DEFAULT 0, -- the time step of the last code: it and those before it are used
  ADD CONSTRAINT totp_confirmed CHECK (totp_confirmed_at IS NULL OR totp_sealed IS NOT NULL);

-- For who has lost the telephone: each opens once.
CREATE TABLE staff_recovery_code (
  staff_id bigint NOT NULL REFERENCES staff,
  sha256   bytea NOT NULL,                                -- 78 random bits need no slow hash
  PRIMARY KEY (staff_id, sha256)
);
GRANT SELECT, INSERT, DELETE ON staff_recovery_code TO gerbang_billing;
