-- The one certificate that a router's api-ssl or REST is believed by: SHA-256 of it, or of its public key. Null: public authorities.
ALTER TABLE router ADD COLUMN api_certificate text CHECK (api_certificate ~ '^[0-9a-f]{64}$');
