-- A device that logs in by its MAC has one subscription, and many names: each router writes a MAC its own way, and its
-- sessions and logins are kept under the name that came.

-- A MAC of 12 digits as routers write it: in groups of two, four or six, in either case, and as a DHCP client-id.
CREATE FUNCTION mac_spellings(mac text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT cased.spelling
  FROM (SELECT regexp_replace(mac_spellings.mac, '(.{' || digits || '})(?!$)', '\1' || between, 'g') AS spelling
        FROM unnest(ARRAY[2, 4, 6]) AS digits, unnest(ARRAY[':', '-', '.']) AS between
        UNION ALL
        SELECT '1:' || regexp_replace(regexp_replace(mac_spellings.mac, '(..)(?!$)', '\1:', 'g'), '(^|:)0', '\1', 'g')
        UNION ALL
        SELECT mac_spellings.mac) AS written,
       LATERAL (SELECT lower(written.spelling) UNION SELECT upper(written.spelling)) AS cased (spelling)
$$;

-- And back: the 12 digits of what may be a MAC, null of all else.
CREATE FUNCTION mac_digits(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN mac_digits.name ~* '^([0-9a-f]{12}|([0-9a-f]{2}[:.-]){5}[0-9a-f]{2}|([0-9a-f]{4}[:.-]){2}[0-9a-f]{4}|[0-9a-f]{6}[:.-][0-9a-f]{6})$'
      THEN lower(regexp_replace(mac_digits.name, '[:.-]', '', 'g'))
    WHEN mac_digits.name ~* '^1(:[0-9a-f]{1,2}){6}$'
      THEN lower(regexp_replace(regexp_replace(substr(mac_digits.name, 2), ':([0-9a-f])(?=:|$)', ':0\1', 'gi'), ':', '', 'g'))
  END
$$;

-- Names beside the present one under which something of a subscription may be kept; what is the subscription's own there has its id.
CREATE VIEW other_name WITH (security_invoker = true) AS
WITH had AS (
  SELECT subscription_id, username FROM former_username
  UNION ALL
  SELECT id, username FROM subscription WHERE username ~ '^[0-9a-f]{12}$')
SELECT subscription_id, username FROM former_username
UNION ALL
SELECT had.subscription_id, spelling
FROM had, mac_spellings(had.username) AS spelling
WHERE had.username ~ '^[0-9a-f]{12}$' AND spelling <> had.username;
GRANT SELECT ON other_name TO gerbang_billing;

-- Whose name this is, exactly or as the MAC of a device, as radius decides it.
CREATE FUNCTION subscription_named(name text) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT s.id
  FROM subscription s
  WHERE s.archived_at IS NULL
    AND (s.username = subscription_named.name OR s.mac_login AND s.username = mac_digits(subscription_named.name))
  ORDER BY s.username = subscription_named.name DESC
  LIMIT 1
$$;

CREATE OR REPLACE FUNCTION walling_where_online(subscription_id bigint)
RETURNS TABLE (isolation text, isolation_list text, isolation_pool text, isolation_rate text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT r.isolation, r.isolation_list, r.isolation_pool, r.isolation_rate
  FROM public.session o JOIN public.router r ON r.id = o.router_id
  WHERE o.username IN (SELECT s.username FROM public.subscription s WHERE s.id = walling_where_online.subscription_id
                       UNION ALL SELECT n.username FROM public.other_name n
                                 WHERE n.subscription_id = walling_where_online.subscription_id)
    AND o.subscriber_id = walling_where_online.subscription_id AND o.stopped_at IS NULL
  ORDER BY o.started_at DESC
  LIMIT 1
$$;
