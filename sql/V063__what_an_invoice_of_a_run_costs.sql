-- An entry has postings, they balance at commit, and they all come in the transaction that makes it: checked once an entry and once a
-- statement of postings, where before each posting had its whole entry summed at commit, and an entry without any was never looked at.

-- Of the whole transaction, also where a savepoint is in it, and never the same again. Null: made before this was kept; it takes no posting.
ALTER TABLE ledger_entry ADD COLUMN made_in xid8;
ALTER TABLE ledger_entry ALTER COLUMN made_in SET DEFAULT pg_current_xact_id();

CREATE FUNCTION entry_is_whole() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  currencies integer;
  unbalanced integer;
BEGIN
  SELECT count(*), count(*) FILTER (WHERE total <> 0) INTO currencies, unbalanced
  FROM (SELECT sum(amount) AS total FROM ledger_posting WHERE entry_id = NEW.id GROUP BY currency) sums;
  IF currencies = 0 THEN
    RAISE EXCEPTION 'ledger entry % has no postings', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF unbalanced > 0 THEN
    RAISE EXCEPTION 'ledger entry % does not balance', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION postings_come_with_their_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  late bigint;
BEGIN
  SELECT e.id INTO late FROM posted p JOIN ledger_entry e ON e.id = p.entry_id
  WHERE e.made_in IS DISTINCT FROM pg_current_xact_id() LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger entry % is complete: a correction is a new entry', late USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER entry_balances ON ledger_posting;
CREATE CONSTRAINT TRIGGER entry_is_whole AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_is_whole();
CREATE TRIGGER postings_come_with_their_entry AFTER INSERT ON ledger_posting
  REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION postings_come_with_their_entry();
DROP FUNCTION entry_balances();

-- How far a subscription is billed moves with every invoice of a run. Where no index holds it, the row stays in its page and in its
-- fourteen other indexes as it is; whom a run bills next is found by customer.
DROP INDEX subscription_to_bill;
ALTER TABLE subscription SET (fillfactor = 85);
