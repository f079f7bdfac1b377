-- All that the packet path needs of a subscriber, a row each. No now(), no aggregates: answerable by id through indexes.
CREATE VIEW entitlement AS
SELECT s.id AS subscriber_id, s.username, s.password_sealed, s.credential_version, s.service,
       s.static_ip, s.active_until,
       s.unpaid_since, s.unpaid_action,
       s.held_since, s.held_until,
       s.terminated_at,
       v.plan_id, p.name AS plan_name,
       v.download, v.upload, v.burst_download, v.burst_upload, v.threshold_download, v.threshold_upload,
       v.burst_time_download, v.burst_time_upload, v.priority, v.min_download, v.min_upload,
       v.pool, v.address_list
FROM subscription s
JOIN plan p ON p.id = s.plan_id
JOIN plan_version v ON v.plan_id = p.id AND v.version = coalesce(s.service_version, p.current_version)
WHERE s.archived_at IS NULL;

-- What changed, by id; the reader looks the rest up. A watermark of ids would lose late commits:
-- a reader takes every row with xid >= the xmin of its last snapshot and skips those it has done.
CREATE TABLE change (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid  xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind text NOT NULL CHECK (kind IN ('subscriber', 'plan', 'router')),
  ref  bigint NOT NULL,
  at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX change_xid ON change (xid);

CREATE FUNCTION note_subscription_insert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref) SELECT 'subscriber', id FROM fresh;
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_subscription_insert AFTER INSERT ON subscription
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_subscription_insert();

-- Only columns that decide entitlement: a new note or price is no change here.
CREATE FUNCTION note_subscription_update() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref)
  SELECT 'subscriber', n.id FROM fresh n JOIN stale o ON o.id = n.id
  WHERE (n.username, n.password_sealed, n.credential_version, n.service, n.plan_id, n.service_version, n.static_ip, n.active_until,
         n.unpaid_since, n.unpaid_action, n.held_since, n.held_until, n.terminated_at, n.archived_at)
     IS DISTINCT FROM
        (o.username, o.password_sealed, o.credential_version, o.service, o.plan_id, o.service_version, o.static_ip, o.active_until,
         o.unpaid_since, o.unpaid_action, o.held_since, o.held_until, o.terminated_at, o.archived_at);
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_subscription_update AFTER UPDATE ON subscription
  REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_subscription_update();

-- One row for the plan, whatever the number of its subscribers: the reader expands it.
CREATE FUNCTION note_plan_update() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref)
  SELECT 'plan', n.id FROM fresh n JOIN stale o ON o.id = n.id WHERE n.current_version <> o.current_version;
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_plan_update AFTER UPDATE ON plan
  REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_plan_update();

CREATE FUNCTION note_router() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref) SELECT 'router', id FROM fresh;
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_router_insert AFTER INSERT ON router
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_router();
CREATE TRIGGER note_router_update AFTER UPDATE ON router
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_router();

-- Subscriptions and routers are archived, not deleted; what an owner deletes by hand radius forgets at its next full reload.

-- Changes older than the retention are forgotten; a reader that is further behind reloads everything.
CREATE FUNCTION forget_changes(older_than timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (DELETE FROM change WHERE at < older_than RETURNING 1) SELECT count(*) FROM gone
$$;
REVOKE EXECUTE ON FUNCTION forget_changes FROM PUBLIC;
