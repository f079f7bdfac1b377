-- A customer whom a run can't bill holds up nobody else: the run goes on, and says whom it left over.
ALTER TABLE billing_run ADD COLUMN left_over bigint[] NOT NULL DEFAULT '{}';
GRANT UPDATE (left_over) ON billing_run TO gerbang_billing;
