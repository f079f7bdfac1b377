-- The audit can't be bent unseen (P28). Each row is signed by the service that writes it, so that one put in by
-- somebody else shows; and rows are chained, in the order in which one worker saw them committed, so that one changed
-- or taken out shows. Both under a key that the database does not have.
ALTER TABLE audit ADD COLUMN signature bytea;        -- nonce and HMAC-SHA256; null: written before there were signatures
CREATE UNIQUE INDEX audit_signature ON audit (signature);  -- a copy of a genuine row is none

CREATE TABLE audit_chain (
  seq      bigint PRIMARY KEY CHECK (seq > 0),       -- 1, 2, 3, … without holes
  audit_id bigint NOT NULL UNIQUE,                   -- not in the order of ids: what commits late is chained late
  found    boolean NOT NULL DEFAULT false,           -- was there, unsigned, when the chain began
  mac      bytea NOT NULL                            -- HMAC-SHA256 of the mac before, seq, found and the whole row
);
CREATE TRIGGER audit_chain_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_chain FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT, INSERT ON audit_chain TO gerbang_billing;
