-- An invoice was written to two indexes in no order at all, each of which had a page of its own read and written for it: 5 kB of WAL an
-- invoice once 24 months were there. Both are in the order of time now.

-- Whoever has the code sees the invoice: 20 letters and digits of 120 random bits, behind four that say the day.
ALTER TABLE invoice ALTER COLUMN pay_code SET DEFAULT
  lpad(to_hex(CAST(floor(extract(epoch FROM now()) / 86400) AS integer)), 4, '0')
  || translate(encode(substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 15), 'base64'), '+/', 'xX');

-- People know an invoice by the end of its number, which counts within a year.
CREATE INDEX invoice_serial ON invoice (CAST(substring(number FROM '[0-9]{1,18}$') AS bigint));
DROP INDEX invoice_number_ends;

-- Whoever takes numbers of invoices has everybody else wait until the end of the transaction: so they are taken last, when what belongs
-- to the invoices is there already.
ALTER TABLE invoice_line ALTER CONSTRAINT invoice_line_invoice_id_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ledger_entry ALTER CONSTRAINT ledger_entry_invoice_id_fkey DEFERRABLE INITIALLY DEFERRED;
GRANT USAGE ON SEQUENCE invoice_id_seq TO gerbang_billing;
