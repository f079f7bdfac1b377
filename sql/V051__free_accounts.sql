-- Who is connected for nothing is told by a tag: not billed, not cut, and counted. The policy's Java has the same two words.
CREATE FUNCTION is_free_account(tags text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT tags && ARRAY['gratis', 'free'] $$;
ALTER TABLE billed_period DROP CONSTRAINT billed_period_reason_check, ADD CONSTRAINT billed_period_reason_check CHECK (reason IN ('suspended', 'free')) NOT VALID;
