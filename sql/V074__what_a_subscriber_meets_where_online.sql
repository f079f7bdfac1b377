-- How the router walls people in on which a subscriber is online, also where that router is outside the asker's reach:
-- what is decided of the subscriber depends on it. It tells that much, and not which router it is.
CREATE FUNCTION walling_where_online(subscription_id bigint)
RETURNS TABLE (isolation text, isolation_list text, isolation_pool text, isolation_rate text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT r.isolation, r.isolation_list, r.isolation_pool, r.isolation_rate
  FROM public.session o JOIN public.router r ON r.id = o.router_id
  WHERE o.username IN (SELECT s.username FROM public.subscription s WHERE s.id = walling_where_online.subscription_id
                       UNION ALL SELECT f.username FROM public.former_username f
                                 WHERE f.subscription_id = walling_where_online.subscription_id)
    AND o.subscriber_id = walling_where_online.subscription_id AND o.stopped_at IS NULL
  ORDER BY o.started_at DESC
  LIMIT 1
$$;
REVOKE ALL ON FUNCTION walling_where_online(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION walling_where_online(bigint) TO gerbang_billing;
