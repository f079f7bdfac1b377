-- Whoever asked, as a person: a session and a token of one person are one. Null: a token of nobody, or not known.
ALTER TABLE payment_reversal ADD COLUMN requested_by_staff bigint REFERENCES staff;

-- A token's name is all that the audit, Idempotency-Keys and cash in hand know of it: no other has it, also none that was revoked.
UPDATE token t SET name = left(t.name, 40) || ' (' || t.id || ')'
WHERE EXISTS (SELECT FROM token o WHERE o.name = t.name AND (o.revoked_at IS NOT NULL, o.id) < (t.revoked_at IS NOT NULL, t.id));
CREATE UNIQUE INDEX token_name ON token (name);
