-- Live sessions and those closed lately (7 days): accounting is applied here. Written by radius alone.
-- No foreign keys: a record of a router or subscriber that is gone is still a record.
CREATE TABLE session (
  id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  router_id             bigint NOT NULL,
  acct_session_id       text COLLATE "C" NOT NULL,
  username              text COLLATE "C" NOT NULL,
  generation            integer NOT NULL DEFAULT 0,   -- an id that a router used again after a reboot is another session
  subscriber_id         bigint,
  class                 text COLLATE "C" NOT NULL DEFAULT '',
  granted               text COLLATE "C" NOT NULL DEFAULT '',  -- reason and hashes of what holds now: Accept, then acknowledged CoAs
  framed_ip             inet,
  framed_ipv6_prefix    inet,
  delegated_ipv6_prefix inet,
  calling_station_id    text,
  called_station_id     text,
  nas_ip                inet,
  nas_identifier        text,
  nas_port              bigint,
  nas_port_id           text,
  nas_port_type         bigint,
  started_at            timestamptz NOT NULL,
  updated_at            timestamptz NOT NULL,         -- event time of the latest report
  heard_at              timestamptz NOT NULL,         -- its arrival, by our clock
  stopped_at            timestamptz,
  session_time          bigint NOT NULL DEFAULT 0,    -- seconds
  input_octets          bigint NOT NULL DEFAULT 0,    -- from the customer (upload), 64 bit
  output_octets         bigint NOT NULL DEFAULT 0,    -- to the customer (download)
  input_packets         bigint NOT NULL DEFAULT 0,
  output_packets        bigint NOT NULL DEFAULT 0,
  terminate_cause       bigint,
  stop_session_time     bigint,                       -- Acct-Session-Time of the Stop that set cause and time
  close_guessed         boolean NOT NULL DEFAULT false,  -- ended by our own conclusion, not by a Stop
  UNIQUE (router_id, acct_session_id, username, generation)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);  -- rewritten at each interim: room on the page keeps indexes out of it
CREATE INDEX session_open ON session (router_id) WHERE stopped_at IS NULL;
CREATE INDEX session_stopped ON session (stopped_at) WHERE stopped_at IS NOT NULL;
CREATE INDEX session_username ON session (username, started_at);
CREATE INDEX session_framed_ip ON session (framed_ip, started_at);

-- Sessions closed longer ago, moved here as they are; a partition a month of their start.
CREATE TABLE session_history (LIKE session) PARTITION BY RANGE (started_at);
ALTER TABLE session_history ALTER stopped_at SET NOT NULL;  -- so "who is online" does not look here
CREATE TABLE session_history_default PARTITION OF session_history DEFAULT;
CREATE INDEX session_history_id ON session_history (id);
CREATE INDEX session_history_username ON session_history (username, started_at);
CREATE INDEX session_history_framed_ip ON session_history (framed_ip, started_at);

-- The highest counters that a session reported at an event time of that day (ISP's zone).
-- A day's use is the difference to the highest of the days before: right in any order of arrival.
CREATE TABLE session_day (
  session_id    bigint NOT NULL,
  day           date NOT NULL,
  router_id     bigint NOT NULL,
  subscriber_id bigint,
  username      text COLLATE "C" NOT NULL,
  input_octets  bigint NOT NULL,
  output_octets bigint NOT NULL,
  PRIMARY KEY (session_id, day)
) PARTITION BY RANGE (day);
CREATE TABLE session_day_default PARTITION OF session_day DEFAULT;
CREATE INDEX session_day_username ON session_day (username, day);

-- What was answered, or done to a session, and why. Bounded: see make_month_partitions, drop by retention.
CREATE TABLE access_event (
  at                 timestamptz NOT NULL,
  router_id          bigint,
  subscriber_id      bigint,
  username           text COLLATE "C" NOT NULL,
  answer             text NOT NULL,          -- accept, reject, coa-ack, coa-nak, coa-timeout, disconnect-ack, …
  reason             text NOT NULL,          -- closed list of interface.md, section 5
  cause              text,                   -- of a CoA or Disconnect: what brought it about
  acct_session_id    text,
  calling_station_id text,
  framed_ip          inet,
  detail             text                    -- what was granted, or the Error-Cause
) PARTITION BY RANGE (at);
CREATE TABLE access_event_default PARTITION OF access_event DEFAULT;
CREATE INDEX access_event_username ON access_event (username, at);
CREATE INDEX access_event_at ON access_event (at);

-- How far each node's journal is applied; moved in the transaction that applies it.
CREATE TABLE journal_position (
  journal    uuid PRIMARY KEY,
  position   bigint NOT NULL,
  applied_at timestamptz NOT NULL
);

-- Records that PostgreSQL refused: kept for a person, in nobody's way.
CREATE TABLE journal_quarantine (
  journal  uuid NOT NULL,
  position bigint NOT NULL,
  record   bytea NOT NULL,
  error    text NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (journal, position)
);

-- Earliest wins: what radius learned of a router by listening.
CREATE TABLE router_learned (
  router_id       bigint PRIMARY KEY,
  first_signed_at timestamptz NOT NULL       -- `auto`: from its first valid Message-Authenticator on it is required
);

-- RFC 2866 §5.10
CREATE TABLE terminate_cause (
  code bigint PRIMARY KEY,
  name text NOT NULL
);
INSERT INTO terminate_cause (code, name) VALUES
  (1, 'User-Request'), (2, 'Lost-Carrier'), (3, 'Lost-Service'), (4, 'Idle-Timeout'), (5, 'Session-Timeout'),
  (6, 'Admin-Reset'), (7, 'Admin-Reboot'), (8, 'Port-Error'), (9, 'NAS-Error'), (10, 'NAS-Request'), (11, 'NAS-Reboot'),
  (12, 'Port-Unneeded'), (13, 'Port-Preempted'), (14, 'Port-Suspended'), (15, 'Service-Unavailable'), (16, 'Callback'),
  (17, 'User-Error'), (18, 'Host-Request');

-- Moves sessions closed before an instant to the history, at most so many a call.
CREATE FUNCTION move_closed_sessions(stopped_before timestamptz, at_most integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH old AS (SELECT id FROM session WHERE stopped_at < stopped_before ORDER BY stopped_at LIMIT at_most FOR UPDATE SKIP LOCKED),
       gone AS (DELETE FROM session s USING old WHERE s.id = old.id RETURNING s.*),
       kept AS (INSERT INTO session_history SELECT * FROM gone RETURNING 1)
  SELECT count(*) FROM kept
$$;
REVOKE EXECUTE ON FUNCTION move_closed_sessions FROM PUBLIC;

-- Makes the months' partitions of the accounting tables that are missing, from a day on. Owner's rights, any caller with EXECUTE.
CREATE FUNCTION make_month_partitions(from_day date, months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  parent text;
  month  date;
  made   integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('gerbang.make_month_partitions'));
  FOREACH parent IN ARRAY ARRAY['session_history', 'session_day', 'access_event'] LOOP
    FOR i IN 0 .. months - 1 LOOP
      month := (date_trunc('month', from_day::timestamp) + make_interval(months => i))::date;
      IF to_regclass(format('public.%I', parent || to_char(month, '"_"YYYY_MM'))) IS NULL THEN
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L) WITH (%s)',
          parent || to_char(month, '"_"YYYY_MM'), parent,
          CASE parent WHEN 'session_day' THEN month::text ELSE month::text || ' 00:00:00+00' END,
          CASE parent WHEN 'session_day' THEN (month + interval '1 month')::date::text ELSE (month + interval '1 month')::date::text || ' 00:00:00+00' END,
          CASE parent WHEN 'session_day' THEN 'fillfactor = 80' ELSE 'fillfactor = 100' END);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION make_month_partitions FROM PUBLIC;
SELECT make_month_partitions((now() - interval '1 month')::date, 4);
