-- What a session used before its router was away for long, and counters that add up to more than a number holds.

-- The use of all days before one, from the counters of their sessions into the archive. What may speak again is carried on: a
-- session that did within a quarter, however long it said nothing, and one that is still among those of now.
CREATE OR REPLACE FUNCTION archive_usage(ends date) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO usage_day_archive (username, subscriber_id, router_id, day, input_octets, output_octets)
  SELECT username, subscriber_id, router_id, day, least(sum(input_octets), 9223372036854775807), least(sum(output_octets), 9223372036854775807)
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
  WHERE session_id IN (SELECT session_id FROM session_day WHERE day >= ends AND day < ends + 92
                       UNION SELECT id FROM session)
  GROUP BY session_id;

  DELETE FROM session_day_default WHERE day < ends;
  UPDATE usage_archived SET until = ends;
$$;
