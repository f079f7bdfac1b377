-- What came of looking whether a backup tunnel carries: who was at fault, and what was seen.
CREATE TABLE backup_verification (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  link_id      bigint NOT NULL REFERENCES backup_link,
  at           timestamptz NOT NULL,
  asked_by     text NOT NULL,
  fibre_back   boolean NOT NULL,           -- somebody said that the fibre works again
  pop_why      text,                       -- why the POP's router was not read; null: it was
  customer_why text,                       -- the same of the customer's
  verdict      text NOT NULL CHECK (verdict IN ('works', 'fault', 'loop_danger', 'unknown')),
  side         text NOT NULL,              -- at fault; 'nobody': none is known
  step         text,                       -- the first check that failed, or that had to be seen and was not
  checks       jsonb NOT NULL,
  branch_macs  text[] NOT NULL,            -- seen through the tunnel
  office_macs  text[] NOT NULL             -- seen on the POP's VLAN
);
CREATE INDEX backup_verification_link ON backup_verification (link_id, id);
GRANT SELECT, INSERT ON backup_verification TO gerbang_billing;
