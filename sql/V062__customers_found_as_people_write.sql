-- What is deleted gives its external id free. A CRM that makes an object again under the same one is right to do so.
ALTER TABLE router DROP CONSTRAINT router_external_id_key;
ALTER TABLE plan DROP CONSTRAINT plan_external_id_key;
ALTER TABLE customer DROP CONSTRAINT customer_external_id_key;
ALTER TABLE subscription DROP CONSTRAINT subscription_external_id_key;
ALTER TABLE backup_link DROP CONSTRAINT backup_link_external_id_key;
CREATE UNIQUE INDEX router_external_id ON router (external_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX plan_external_id ON plan (external_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX customer_external_id ON customer (external_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX subscription_external_id ON subscription (external_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX backup_link_external_id ON backup_link (external_id) WHERE archived_at IS NULL;

-- "+62 0812…" was kept with its 0, which nobody can call.
UPDATE customer SET phone = '62' || ltrim(substr(phone, 3), '0'), version = version + 1
WHERE phone ~ '^620+[1-9][0-9]{6,}$';
UPDATE customer SET
  contacts = (SELECT jsonb_agg(CASE WHEN c ->> 'phone' ~ '^620+[1-9][0-9]{6,}$'
                THEN jsonb_set(c, '{phone}', to_jsonb('62' || ltrim(substr(c ->> 'phone', 3), '0'))) ELSE c END ORDER BY n)
              FROM jsonb_array_elements(contacts) WITH ORDINALITY AS e(c, n)),
  version = version + 1
WHERE contacts::text ~ '"phone": "620';

-- Of contacts what they say, without the names of their fields, which everybody's have.
CREATE OR REPLACE FUNCTION customer_search(number text, name text, phone text, address text, contacts jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN number || ' ' || name || ' ' || coalesce(phone, '') || ' ' || coalesce(address, '') || ' '
  || CASE WHEN contacts = '[]' THEN '' ELSE jsonb_path_query_array(contacts, '$[*].*')::text END;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_class WHERE relname = 'customer_trigrams') THEN
    REINDEX INDEX customer_trigrams;
  END IF;
END $$;
