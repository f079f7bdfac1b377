-- Whoever has an invoice's code sees it and may pay it, so nobody can guess one: 24 letters and digits of 144 random bits,
-- of which folding + and / into letters costs two. pgcrypto is not needed: gen_random_uuid() is as random, but fixes six bits.
ALTER TABLE invoice ADD COLUMN pay_code text NOT NULL UNIQUE DEFAULT
  translate(encode(substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 18), 'base64'), '+/', 'xX');

CREATE TRIGGER invoice_pay_code_stays BEFORE UPDATE ON invoice
  FOR EACH ROW WHEN (OLD.pay_code <> NEW.pay_code) EXECUTE FUNCTION append_only();
