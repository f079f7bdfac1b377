-- A clock that is years ahead would have every look forgotten: where people work, somebody looked within the month before.
CREATE OR REPLACE FUNCTION forget_data_access() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (
    DELETE FROM public.data_access
    WHERE hour < now() - interval '2 years'
      AND EXISTS (SELECT FROM public.data_access WHERE hour BETWEEN now() - interval '1 month' AND now() - interval '1 day')
    RETURNING 1)
  SELECT count(*) FROM gone
$$;
