-- Accounts for all that money does: on its way from a gateway or a collector, held for a customer, owed to the state, lost.
INSERT INTO account (code, kind) VALUES
  ('gateway_clearing', 'asset'), ('collector_cash', 'asset'),
  ('deposit', 'liability'), ('tax_payable', 'liability'),
  ('fee_income', 'revenue'),
  ('gateway_fee', 'expense'), ('write_off', 'expense'), ('cash_difference', 'expense');

ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_kind_check;
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_kind_check CHECK (kind IN (
  'invoice', 'void', 'payment', 'credit_used', 'credit_note', 'reversal', 'refund', 'write_off',
  'gateway_fee', 'settlement', 'handover', 'deposit')) NOT VALID;
ALTER TABLE ledger_entry VALIDATE CONSTRAINT ledger_entry_kind_check;

-- Who was a cashier does billing; who only looked on sees what an auditor sees.
ALTER TABLE staff DROP CONSTRAINT staff_role_check;
ALTER TABLE token DROP CONSTRAINT token_role_check;
UPDATE staff SET role = CASE role WHEN 'cashier' THEN 'billing' ELSE 'auditor' END WHERE role IN ('cashier', 'viewer');
UPDATE token SET role = CASE role WHEN 'cashier' THEN 'billing' ELSE 'auditor' END WHERE role IN ('cashier', 'viewer');
ALTER TABLE staff ADD CONSTRAINT staff_role_check CHECK (role IN ('owner', 'billing', 'collector', 'technician', 'helpdesk', 'auditor'));
ALTER TABLE token ADD CONSTRAINT token_role_check CHECK (role IN ('owner', 'billing', 'collector', 'technician', 'helpdesk', 'auditor'));
