-- What lies in the default partitions for want of its month's, and sessions that ended later than the month they began in.

-- What came for a month that had no partition, as after a long downtime, is moved into it. Behind the lock that attaching
-- needs anyway: accounting waits in its journal meanwhile, logins don't wait at all.
CREATE OR REPLACE FUNCTION make_month_partitions(from_day date, months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
  parent text;
  part   text;
  key    text;
  month  date;
  zone   text;
  begins text;
  ends   text;
  made   integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('gerbang.make_month_partitions'));
  FOREACH parent IN ARRAY ARRAY['session_history', 'session_day', 'access_event'] LOOP
    key := CASE parent WHEN 'session_history' THEN 'started_at' WHEN 'session_day' THEN 'day' ELSE 'at' END;
    zone := CASE parent WHEN 'session_day' THEN '' ELSE ' 00:00:00+00' END;
    FOR i IN 0 .. months - 1 LOOP
      month := (date_trunc('month', from_day::timestamp) + make_interval(months => i))::date;
      part := parent || to_char(month, '"_"YYYY_MM');
      IF to_regclass(format('public.%I', part)) IS NULL THEN
        begins := month || zone;
        ends := (month + interval '1 month')::date || zone;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.%I) WITH (fillfactor = %s)',
          part, parent, CASE parent WHEN 'session_day' THEN 80 ELSE 100 END);
        EXECUTE format('LOCK TABLE public.%I', parent || '_default');
        EXECUTE format('WITH early AS (DELETE FROM public.%I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO public.%I SELECT * FROM early',
          parent || '_default', key, begins, key, ends, part);
        EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
          parent, part, begins, ends);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

-- Forgets, of the oldest month of a table that ended before a day, what was over by then, and says which month it was. Of
-- session_day the use by day stays; of session_history the sessions that ended on that day or later, until theirs comes.
CREATE OR REPLACE FUNCTION forget_month(parent text, before_day date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
  part    text;
  kept    text;
  month   date;
  ends    date;
  instant timestamptz := before_day::timestamp AT TIME ZONE 'UTC';
  over    boolean;
  needed  boolean := false;
BEGIN
  IF parent NOT IN ('session_history', 'session_day', 'access_event') THEN
    RAISE EXCEPTION '% is not kept by the month', parent;
  ELSIF before_day > current_date - 28 THEN
    RAISE EXCEPTION 'a month is kept at least, and % is later than that', before_day;
  ELSIF NOT pg_try_advisory_xact_lock(hashtext('gerbang.forget_month')) THEN
    RETURN NULL;  -- another node is at it
  END IF;
  IF parent = 'access_event' THEN
    DELETE FROM access_event_default WHERE at < instant;
  ELSIF parent = 'session_history' THEN
    DELETE FROM session_history_default WHERE stopped_at < instant;
  END IF;
  FOR part, month IN
    SELECT c.relname, to_date(right(c.relname, 7), 'YYYY_MM')
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = format('public.%I', parent)::regclass AND c.relname ~ ('^' || parent || '_[0-9]{4}_[0-9]{2}$')
    ORDER BY c.relname
  LOOP
    ends := (month + interval '1 month')::date;
    IF ends > before_day THEN
      RETURN NULL;
    END IF;
    EXIT WHEN parent <> 'session_history';
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I WHERE stopped_at >= $1), EXISTS (SELECT FROM public.%I WHERE stopped_at < $1)', part, part)
      INTO needed, over USING instant;
    EXIT WHEN over OR NOT needed;
    part := NULL;
  END LOOP;
  IF part IS NULL THEN
    RETURN NULL;
  END IF;
  IF parent = 'session_day' THEN
    PERFORM archive_usage(ends);
  END IF;
  kept := part || '_kept';
  IF needed THEN
    EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', part);
    EXECUTE format('CREATE TABLE public.%I (LIKE public.session_history INCLUDING INDEXES)', kept);
    EXECUTE format('INSERT INTO public.%I SELECT * FROM public.%I WHERE stopped_at >= $1', kept, part) USING instant;
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
  IF needed THEN
    EXECUTE format('ALTER TABLE public.%I RENAME TO %I', kept, part);
    EXECUTE format('ALTER TABLE public.session_history ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
      part, month || ' 00:00:00+00', ends || ' 00:00:00+00');
  END IF;
  RETURN part;
END $$;
