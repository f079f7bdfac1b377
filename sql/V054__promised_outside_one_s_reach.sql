-- Whether a network has addresses in common with what is promised to others, also outside the asker's reach: yes or no, not whose.
CREATE FUNCTION network_is_promised(network inet, to_customer bigint, to_subscription bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM public.subscription s CROSS JOIN LATERAL unnest(s.routes) AS route
                 WHERE s.archived_at IS NULL AND s.routes <> '{}' AND s.customer_id <> to_customer
                   AND split_part(route, ' ', 1)::inet && network)
      OR EXISTS (SELECT FROM public.subscription s
                 WHERE s.archived_at IS NULL AND s.customer_id <> to_customer AND s.static_ip <<= network)
      OR EXISTS (SELECT FROM public.subscription s
                 WHERE s.archived_at IS NULL AND s.id <> to_subscription
                   AND (s.framed_ipv6_prefix && network OR s.delegated_ipv6_prefix && network))
$$;
REVOKE ALL ON FUNCTION network_is_promised(inet, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION network_is_promised(inet, bigint, bigint) TO gerbang_billing;
