-- How the words of a text begin: each one's first letter and its first two, also without leading zeros, so that `17` finds C-00017.
-- Trigrams need three; with fewer, everybody was read. Not inlined, and dear: the planner should know.
CREATE FUNCTION beginnings(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
RETURN (SELECT coalesce(array_agg(DISTINCT left(v.word, n)), '{}')
        FROM regexp_split_to_table(lower($1), '[^[:alnum:]]+') w, LATERAL (VALUES (w), (ltrim(w, '0'))) v (word), generate_series(1, 2) n
        WHERE v.word <> '');

-- Whole and not only of those who are there: what PostgreSQL counts of a partial index's expression it does not use, and without
-- knowing how common two letters are it reads everybody.
CREATE INDEX customer_beginnings ON customer USING gin (beginnings(customer_search(number, name, phone, address, contacts)));
CREATE INDEX subscription_beginnings ON subscription USING gin (beginnings(username));
ANALYZE customer;
ANALYZE subscription;
