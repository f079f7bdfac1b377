-- What a session may hold by CoAs that its router has not answered, and records that come after their session went to the history.

-- Texts as in `granted`, parted by spaces; '' once a CoA is acknowledged. Last in both tables: rows move between them as they are.
ALTER TABLE session ADD attempted text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE session_history ADD attempted text COLLATE "C" NOT NULL DEFAULT '';

-- Brings back what is needed to apply a late record: of each key the last session that had begun by then. Where `session`
-- has the key too, as of an id that was used again, it comes behind what is there.
CREATE FUNCTION recall_sessions(routers bigint[], acct_session_ids text[], usernames text[], begun_by timestamptz[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  late     record;
  recalled bigint := 0;
BEGIN
  FOR late IN
    SELECT DISTINCT ON (k.router_id, k.acct_session_id, k.username) h.id, h.started_at,
           (SELECT max(s.generation) + 1 FROM session s
            WHERE s.router_id = k.router_id AND s.acct_session_id = k.acct_session_id AND s.username = k.username) AS behind
    FROM unnest(routers, acct_session_ids, usernames, begun_by) AS k (router_id, acct_session_id, username, begun_by)
    JOIN session_history h
      ON h.username = k.username AND h.router_id = k.router_id AND h.acct_session_id = k.acct_session_id AND h.started_at <= k.begun_by
    ORDER BY k.router_id, k.acct_session_id, k.username, h.started_at DESC
  LOOP
    UPDATE session_history SET generation = coalesce(late.behind, generation) WHERE id = late.id AND started_at = late.started_at;
    WITH gone AS (DELETE FROM session_history WHERE id = late.id AND started_at = late.started_at RETURNING *)
    INSERT INTO session OVERRIDING SYSTEM VALUE SELECT * FROM gone;
    recalled := recalled + 1;
  END LOOP;
  RETURN recalled;
END $$;
REVOKE EXECUTE ON FUNCTION recall_sessions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION recall_sessions TO gerbang_radius;
