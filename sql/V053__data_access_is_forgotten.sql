-- Who looked at whose data is kept for two years: the service forgets what is older, and can't remove what is younger.
CREATE FUNCTION forget_data_access() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (DELETE FROM public.data_access WHERE hour < now() - interval '2 years' RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_data_access() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_data_access() TO gerbang_billing;
REVOKE DELETE ON data_access FROM gerbang_billing;
