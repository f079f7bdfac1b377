-- A Stop need not say why (Acct-Terminate-Cause is 0 there, which no cause is): then nobody says it.
CREATE OR REPLACE VIEW report.session AS
SELECT s.username, coalesce(r.name, host(s.told_nas)) AS router, s.acct_session_id, s.framed_ip, s.calling_station_id,
       s.started_at, s.updated_at, s.stopped_at, s.session_time, s.input_octets, s.output_octets,
       coalesce(s.told_cause, c.name, nullif(s.terminate_cause, 0)::text) AS terminate_cause,
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
