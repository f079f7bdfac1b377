-- What becomes of a backup link after it is ordered, and branches that share a VLAN.
ALTER TABLE backup_link
  ADD COLUMN branch integer NOT NULL DEFAULT 1 CHECK (branch > 0),  -- of those with one VLAN at one POP
  ADD COLUMN horizon bigint CHECK (horizon BETWEEN 0 AND 4294967295),  -- of the branches' ports; 0: none; null: not asked
  ADD COLUMN mode text NOT NULL DEFAULT 'radius' CHECK (mode IN ('radius', 'secret')),  -- who answers the login
  ADD COLUMN vc_id bigint CHECK (vc_id BETWEEN 1 AND 4294967295),  -- of the xconnect; null: the VLAN
  ADD COLUMN removing_since timestamptz,  -- it is being taken away, and made no more
  ADD COLUMN removing_by text,
  ADD CHECK ((removing_since IS NULL) = (removing_by IS NULL));
DROP INDEX backup_link_vlan;
CREATE UNIQUE INDEX backup_link_vlan ON backup_link (pop_id, vlan, branch) WHERE archived_at IS NULL;

-- A half of a link on its router, or the provider edge's part of it: made, and undone.
CREATE TABLE backup_link_side (
  link_id     bigint NOT NULL REFERENCES backup_link,
  side        text NOT NULL CHECK (side IN ('pop', 'customer', 'upe')),
  router_id   bigint REFERENCES router,     -- on which it was made over the API
  made_of     text NOT NULL,                -- hash of what it says; '': whatever it was made on is there no more
  made_at     timestamptz NOT NULL,
  made_by     text NOT NULL,
  made_how    text NOT NULL CHECK (made_how IN ('api', 'hand')),
  made_note   text,
  undone_at   timestamptz,
  undone_by   text,
  undone_how  text CHECK (undone_how IN ('api', 'hand')),
  undone_note text,
  PRIMARY KEY (link_id, side)
);
GRANT SELECT, INSERT, UPDATE ON backup_link_side TO gerbang_billing;
