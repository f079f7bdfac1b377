-- Who is let to an incident's page without signing in: the team at the customer's, and the customer's person in charge. The code itself
-- is told once and not kept.
CREATE TABLE incident_link (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident_id bigint NOT NULL REFERENCES incident,
  party       text NOT NULL CHECK (party IN ('field', 'pic')),
  name        text NOT NULL,                 -- whose it is: what is done by it is theirs
  code_sha256 bytea NOT NULL UNIQUE,
  created_at  timestamptz NOT NULL,
  created_by  text NOT NULL,
  revoked_at  timestamptz,                   -- before that it ends with the incident
  revoked_by  text,
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX incident_link_incident ON incident_link (incident_id, id);
GRANT SELECT, INSERT ON incident_link TO gerbang_billing;
GRANT UPDATE (revoked_at, revoked_by) ON incident_link TO gerbang_billing;
