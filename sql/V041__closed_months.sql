-- A closed month takes no posting any more. Months are the ISP's: `ends` is the instant at which one was over in its zone.
CREATE TABLE closed_month (
  month     date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  ends      timestamptz NOT NULL,
  closed_at timestamptz NOT NULL,
  closed_by text NOT NULL,
  CHECK (closed_at >= ends)
);
CREATE TRIGGER closed_month_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON closed_month FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Postings share the lock; closing takes it alone, and so waits for those that are under way.
CREATE FUNCTION month_is_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('gerbang.closed-months'));
  IF NEW.posted_at < (SELECT max(ends) FROM closed_month) THEN
    RAISE EXCEPTION 'the month of % is closed: it takes no posting', NEW.posted_at USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER month_is_open BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION month_is_open();

-- What changed since a day is found without reading all of history: allocations grow in the order of time, so an index of ranges does.
CREATE INDEX payment_allocation_allocated ON payment_allocation USING brin (allocated_at);
CREATE INDEX invoice_voided ON invoice (voided_at) WHERE voided_at IS NOT NULL;

GRANT SELECT, INSERT ON closed_month TO gerbang_billing;
