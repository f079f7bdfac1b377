-- Past sessions that other systems tell of, and what was used in them. Apart from `session` and `session_history`, so that radius
-- never takes one for a session that a router told: it neither reads nor writes these. What answers about sessions, addresses and
-- use reads them through the views.

-- The id is of the time at which a session began, so that the newest come first behind all that routers told, whose ids are above
-- 0: seconds since 1970 less ten thousand million, and six digits of this, which tell apart those of a second.
CREATE SEQUENCE session_elsewhere_number MINVALUE 0 MAXVALUE 999999 CYCLE;

CREATE TABLE session_elsewhere (
  id                    bigint PRIMARY KEY CHECK (id < 0),
  import_id             bigint NOT NULL REFERENCES import DEFERRABLE INITIALLY DEFERRED,  -- a rehearsal has none, and commits nothing
  subscriber_id         bigint NOT NULL,
  username              text COLLATE "C" NOT NULL,
  acct_session_id       text COLLATE "C" NOT NULL,     -- '' where none is told
  router_id             bigint,                        -- null: its NAS is no router of ours
  nas_ip                inet,
  nas_port_id           text,
  framed_ip             inet,
  framed_ipv6_prefix    inet,
  delegated_ipv6_prefix inet,
  calling_station_id    text,
  started_at            timestamptz NOT NULL,
  stopped_at            timestamptz NOT NULL CHECK (stopped_at >= started_at),
  session_time          bigint NOT NULL,
  input_octets          bigint NOT NULL,               -- as the NAS told it, like those of `session`
  output_octets         bigint NOT NULL,
  terminate_cause       text,                          -- in that system's words
  UNIQUE NULLS NOT DISTINCT (username, started_at, acct_session_id, framed_ip)  -- by which it is known when it is told once more
);
CREATE INDEX session_elsewhere_import ON session_elsewhere (import_id);
CREATE INDEX session_elsewhere_framed_ip ON session_elsewhere (framed_ip, started_at);
CREATE INDEX session_elsewhere_framed_ipv6 ON session_elsewhere USING spgist (framed_ipv6_prefix inet_ops) WHERE framed_ipv6_prefix IS NOT NULL;
CREATE INDEX session_elsewhere_delegated_ipv6 ON session_elsewhere USING spgist (delegated_ipv6_prefix inet_ops) WHERE delegated_ipv6_prefix IS NOT NULL;

-- What was used elsewhere, by day. It stays when its session is forgotten, as the use of other months does.
CREATE TABLE usage_elsewhere (
  import_id     bigint NOT NULL REFERENCES import DEFERRABLE INITIALLY DEFERRED,
  session_id    bigint,                               -- null: of a counter, whose sessions are not told
  subscriber_id bigint NOT NULL,
  username      text COLLATE "C" NOT NULL,
  router_id     bigint,
  day           date NOT NULL,
  input_octets  bigint NOT NULL,
  output_octets bigint NOT NULL,
  UNIQUE (session_id, day)
);
CREATE INDEX usage_elsewhere_import ON usage_elsewhere (import_id);
CREATE INDEX usage_elsewhere_username ON usage_elsewhere (username, day);

GRANT SELECT, INSERT, DELETE ON session_elsewhere, usage_elsewhere TO gerbang_billing;
GRANT USAGE ON SEQUENCE session_elsewhere_number TO gerbang_billing;

-- All three beneath the joins, so that pages of the newest are merged along their indexes.
CREATE OR REPLACE VIEW report.session AS
SELECT s.username, coalesce(r.name, host(s.told_nas)) AS router, s.acct_session_id, s.framed_ip, s.calling_station_id,
       s.started_at, s.updated_at, s.stopped_at, s.session_time, s.input_octets, s.output_octets,
       coalesce(s.told_cause, c.name, s.terminate_cause::text) AS terminate_cause,
       s.id, s.router_id, s.subscriber_id, s.generation, s.framed_ipv6_prefix, s.delegated_ipv6_prefix, s.nas_port_id, s.close_guessed
FROM (SELECT id, router_id, subscriber_id, username, acct_session_id, generation, framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix,
             calling_station_id, nas_port_id, started_at, updated_at, stopped_at, session_time, input_octets, output_octets,
             terminate_cause, NULL::text AS told_cause, NULL::inet AS told_nas, close_guessed
      FROM public.session
      UNION ALL
      SELECT id, router_id, subscriber_id, username, acct_session_id, generation, framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix,
             calling_station_id, nas_port_id, started_at, updated_at, stopped_at, session_time, input_octets, output_octets,
             terminate_cause, NULL::text, NULL::inet, close_guessed
      FROM public.session_history
      UNION ALL
      SELECT id, router_id, subscriber_id, username, acct_session_id, 0, framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix,
             calling_station_id, nas_port_id, started_at, stopped_at, stopped_at, session_time, input_octets, output_octets,
             NULL::bigint, terminate_cause, nas_ip, false
      FROM public.session_elsewhere) s
LEFT JOIN public.router r ON r.id = s.router_id
LEFT JOIN public.terminate_cause c ON c.code = s.terminate_cause;

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
  SELECT username, subscriber_id, router_id, day, input_octets, output_octets FROM public.usage_day_archive
  UNION ALL
  SELECT username, subscriber_id, router_id, day, sum(input_octets), sum(output_octets)
  FROM public.usage_elsewhere GROUP BY username, subscriber_id, router_id, day) u
LEFT JOIN public.router r ON r.id = u.router_id;
