-- Where a customer's house is, and whom else to call there.
ALTER TABLE customer
  ADD COLUMN contacts  jsonb NOT NULL DEFAULT '[]',   -- [{"name", "phone", "role"}], phones as digits
  ADD COLUMN latitude  double precision CHECK (latitude BETWEEN -90 AND 90),
  ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  ADD CONSTRAINT customer_map_point CHECK ((latitude IS NULL) = (longitude IS NULL));

-- All that a search looks into, in one text. The index below and the lists' queries use this very function.
CREATE FUNCTION customer_search(number text, name text, phone text, address text, contacts jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN number || ' ' || name || ' ' || coalesce(phone, '') || ' ' || coalesce(address, '') || ' '
  || CASE WHEN contacts = '[]' THEN '' ELSE contacts::text END;

-- As two people would write the same name or address.
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(regexp_replace(btrim($1), '\s+', ' ', 'g'));

CREATE INDEX customer_folded_name ON customer (folded(name)) WHERE archived_at IS NULL;
CREATE INDEX subscription_folded_username ON subscription (folded(username)) WHERE archived_at IS NULL;
CREATE INDEX customer_by_name ON customer (name, id) WHERE archived_at IS NULL;
CREATE INDEX customer_area ON customer (area, id) WHERE archived_at IS NULL AND area IS NOT NULL;
CREATE INDEX customer_tags ON customer USING gin (tags) WHERE archived_at IS NULL;
CREATE INDEX customer_contacts ON customer USING gin (contacts jsonb_path_ops) WHERE archived_at IS NULL AND contacts <> '[]';

-- A part of a name is found by its trigrams. PostgreSQL brings them along (the embedded one too), but some distributions pack them
-- apart; without them nothing is found less, only slower.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX customer_trigrams ON customer
      USING gin (customer_search(number, name, phone, address, contacts) gin_trgm_ops) WHERE archived_at IS NULL;
    CREATE INDEX subscription_trigrams ON subscription USING gin (username gin_trgm_ops) WHERE archived_at IS NULL;
  END IF;
END $$;
