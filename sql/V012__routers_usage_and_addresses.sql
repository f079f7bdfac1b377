-- Routers that move, what radius heard of routers, who else knocked; use by month, retention, who had an IPv6 address.

ALTER TABLE router
  ALTER address DROP NOT NULL,
  ADD nas_identifier         text COLLATE "C",                -- may move: wherever this NAS-Identifier comes with a proven secret
  ADD swap_counters          boolean NOT NULL DEFAULT false,  -- it counts in- and output the other way round than RFC 2866
  ADD signature_forgotten_at timestamptz,                     -- what `auto` learned before this does not hold
  ADD CONSTRAINT router_found CHECK (address IS NOT NULL OR nas_identifier IS NOT NULL);

-- What radius heard of a router; of several nodes the latest, counts added up.
CREATE TABLE router_heard (
  router_id          bigint PRIMARY KEY,
  heard_at           timestamptz,            -- anything from it
  proven_at          timestamptz,            -- a packet that proved its secret
  proven_address     inet,                   -- where that came from: a router that moves gets its CoA there
  signed_at          timestamptz,            -- an Access-Request with a right Message-Authenticator
  unsigned_at        timestamptz,            -- an Access-Request without one
  wrong_secret_at    timestamptz,
  wrong_secret_count bigint NOT NULL DEFAULT 0,
  wrong_secret_by    text                    -- accounting, message-authenticator, password
) WITH (fillfactor = 50);

-- The inbox: who asks and is no router of ours. Anybody can forge an address: radius keeps a thousand.
CREATE TABLE unknown_router (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address        inet NOT NULL,
  nas_identifier text COLLATE "C" NOT NULL DEFAULT '',
  first_seen_at  timestamptz NOT NULL,
  last_seen_at   timestamptz NOT NULL,
  packets        bigint NOT NULL,
  UNIQUE (address, nas_identifier)
);

GRANT SELECT (nas_identifier, signature_forgotten_at) ON router TO gerbang_radius;
GRANT SELECT, INSERT, UPDATE ON router_heard TO gerbang_radius;
GRANT SELECT, INSERT, UPDATE, DELETE ON unknown_router TO gerbang_radius;
GRANT SELECT ON router_heard, router_learned TO gerbang_billing;
GRANT SELECT, DELETE ON unknown_router TO gerbang_billing;

-- Use of past months by day, once the counters of their sessions are forgotten. As received: swapped in the view alone.
CREATE TABLE usage_day_archive (
  username      text COLLATE "C" NOT NULL,
  subscriber_id bigint,
  router_id     bigint NOT NULL,
  day           date NOT NULL,
  input_octets  bigint NOT NULL,
  output_octets bigint NOT NULL
);
CREATE INDEX usage_day_archive_username ON usage_day_archive (username, day);

-- One row: days before this are in the archive, from it on they follow from session_day.
CREATE TABLE usage_archived (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  until  date NOT NULL
);
INSERT INTO usage_archived (until) VALUES ('-infinity');

-- The highest counters at that boundary of the sessions that went on beyond it: a day after it counts from here.
CREATE TABLE session_carried (
  session_id    bigint PRIMARY KEY,
  router_id     bigint NOT NULL,
  subscriber_id bigint,
  username      text COLLATE "C" NOT NULL,
  input_octets  bigint NOT NULL,
  output_octets bigint NOT NULL
);
CREATE INDEX session_carried_username ON session_carried (username);

-- Input and output as received; upload and download as the customer sees them.
CREATE OR REPLACE VIEW report.usage_day AS
SELECT u.username, u.subscriber_id, u.router_id, u.day, u.input_octets, u.output_octets,
       CASE WHEN r.swap_counters THEN u.output_octets ELSE u.input_octets END AS upload_octets,
       CASE WHEN r.swap_counters THEN u.input_octets ELSE u.output_octets END AS download_octets
FROM (
  SELECT username, subscriber_id, router_id, day, sum(input_octets) AS input_octets, sum(output_octets) AS output_octets
  FROM (SELECT username, subscriber_id, router_id, day,
               greatest(0, input_octets - coalesce(max(input_octets) OVER earlier, 0)) AS input_octets,
               greatest(0, output_octets - coalesce(max(output_octets) OVER earlier, 0)) AS output_octets
        FROM (SELECT session_id, day, router_id, subscriber_id, username, input_octets, output_octets FROM public.session_day
              UNION ALL
              SELECT session_id, '-infinity'::date, router_id, subscriber_id, username, input_octets, output_octets FROM public.session_carried) c
        WINDOW earlier AS (PARTITION BY username, session_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) d
  WHERE day >= (SELECT until FROM public.usage_archived) AND day > '-infinity'
  GROUP BY username, subscriber_id, router_id, day
  UNION ALL
  SELECT username, subscriber_id, router_id, day, input_octets, output_octets FROM public.usage_day_archive) u
LEFT JOIN public.router r ON r.id = u.router_id;

CREATE VIEW report.usage_month AS
SELECT username, subscriber_id, router_id, date_trunc('month', day::timestamp)::date AS month,
       sum(input_octets) AS input_octets, sum(output_octets) AS output_octets,
       sum(upload_octets) AS upload_octets, sum(download_octets) AS download_octets
FROM report.usage_day
GROUP BY username, subscriber_id, router_id, date_trunc('month', day::timestamp)::date;

-- A partition is made aside and then attached, which leaves the parent open to others. What has to wait for a lock gives up
-- after half a second, since others would wait behind it; months are made long ahead, so that the next try is in time.
CREATE OR REPLACE FUNCTION make_month_partitions(from_day date, months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
  parent text;
  part   text;
  month  date;
  zone   text;
  made   integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('gerbang.make_month_partitions'));
  FOREACH parent IN ARRAY ARRAY['session_history', 'session_day', 'access_event'] LOOP
    zone := CASE parent WHEN 'session_day' THEN '' ELSE ' 00:00:00+00' END;
    FOR i IN 0 .. months - 1 LOOP
      month := (date_trunc('month', from_day::timestamp) + make_interval(months => i))::date;
      part := parent || to_char(month, '"_"YYYY_MM');
      IF to_regclass(format('public.%I', part)) IS NULL THEN
        EXECUTE format('CREATE TABLE public.%I (LIKE public.%I) WITH (fillfactor = %s)',
          part, parent, CASE parent WHEN 'session_day' THEN 80 ELSE 100 END);
        EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
          parent, part, month || zone, (month + interval '1 month')::date || zone);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

-- Forgets the oldest month of a table if it ended before a day, and says which it was. Of session_day the use by day stays.
CREATE FUNCTION forget_month(parent text, before_day date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
  part text;
  ends date;
BEGIN
  IF parent NOT IN ('session_history', 'session_day', 'access_event') THEN
    RAISE EXCEPTION '% is not kept by the month', parent;
  ELSIF before_day > current_date - 28 THEN
    RAISE EXCEPTION 'a month is kept at least, and % is later than that', before_day;
  ELSIF NOT pg_try_advisory_xact_lock(hashtext('gerbang.forget_month')) THEN
    RETURN NULL;  -- another node is at it
  END IF;
  SELECT c.relname, (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month')::date INTO part, ends
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = format('public.%I', parent)::regclass AND c.relname ~ ('^' || parent || '_[0-9]{4}_[0-9]{2}$')
  ORDER BY c.relname LIMIT 1;
  IF part IS NULL OR ends > before_day THEN
    RETURN NULL;
  END IF;
  IF parent = 'session_day' THEN
    PERFORM archive_usage(ends);
  END IF;
  FOR attempt IN 1 .. 20 LOOP
    BEGIN
      EXECUTE format('DROP TABLE public.%I', part);
      EXIT;
    EXCEPTION WHEN lock_not_available THEN
      IF attempt = 20 THEN RAISE; END IF;
      PERFORM pg_sleep(0.5);
    END;
  END LOOP;
  RETURN part;
END $$;

-- The use of all days before one, from the counters of their sessions into the archive.
CREATE FUNCTION archive_usage(ends date) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO usage_day_archive (username, subscriber_id, router_id, day, input_octets, output_octets)
  SELECT username, subscriber_id, router_id, day, sum(input_octets), sum(output_octets)
  FROM (SELECT username, subscriber_id, router_id, day,
               greatest(0, input_octets - coalesce(max(input_octets) OVER earlier, 0)) AS input_octets,
               greatest(0, output_octets - coalesce(max(output_octets) OVER earlier, 0)) AS output_octets
        FROM (SELECT session_id, day, router_id, subscriber_id, username, input_octets, output_octets FROM session_day WHERE day < ends
              UNION ALL
              SELECT session_id, '-infinity'::date, router_id, subscriber_id, username, input_octets, output_octets FROM session_carried) c
        WINDOW earlier AS (PARTITION BY session_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) d
  WHERE day >= (SELECT until FROM usage_archived) AND day > '-infinity'
  GROUP BY username, subscriber_id, router_id, day;

  WITH before AS (DELETE FROM session_carried RETURNING *)
  INSERT INTO session_carried
  SELECT session_id, max(router_id), max(subscriber_id), max(username), max(input_octets), max(output_octets)
  FROM (SELECT session_id, router_id, subscriber_id, username, input_octets, output_octets FROM session_day WHERE day < ends
        UNION ALL SELECT session_id, router_id, subscriber_id, username, input_octets, output_octets FROM before) c
  WHERE session_id IN (SELECT session_id FROM session_day WHERE day >= ends AND day < ends + 31)
  GROUP BY session_id;

  DELETE FROM session_day_default WHERE day < ends;
  UPDATE usage_archived SET until = ends;
$$;
REVOKE EXECUTE ON FUNCTION forget_month, archive_usage FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_month TO gerbang_radius;
GRANT SELECT ON usage_day_archive TO gerbang_billing;
GRANT SELECT ON report.usage_month TO gerbang_billing, gerbang_report;

-- Who had an address: IPv4 by session_framed_ip; a prefix that holds an IPv6 address by these. Few sessions have one, so
-- they are quickly made, and cost a session without IPv6 nothing.
CREATE INDEX session_framed_ipv6 ON session USING spgist (framed_ipv6_prefix inet_ops) WHERE framed_ipv6_prefix IS NOT NULL;
CREATE INDEX session_delegated_ipv6 ON session USING spgist (delegated_ipv6_prefix inet_ops) WHERE delegated_ipv6_prefix IS NOT NULL;
CREATE INDEX session_history_framed_ipv6 ON session_history USING spgist (framed_ipv6_prefix inet_ops) WHERE framed_ipv6_prefix IS NOT NULL;
CREATE INDEX session_history_delegated_ipv6 ON session_history USING spgist (delegated_ipv6_prefix inet_ops) WHERE delegated_ipv6_prefix IS NOT NULL;
