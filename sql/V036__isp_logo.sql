-- The ISP's logo on invoices and payment links; apart from its other settings, which are read at every page.
CREATE TABLE isp_logo (
  singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  png        bytea NOT NULL CHECK (length(png) <= 1000000),
  updated_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON isp_logo TO gerbang_billing;
