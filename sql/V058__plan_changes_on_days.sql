-- A plan's service may change for new subscribers only. A subscription gets the later of two versions: the one that it
-- was sold at (subscription.service_version), and the last one that was meant for everybody (plan.service_version).
-- So a change is one row's, for however many subscribers.
ALTER TABLE plan
  ADD COLUMN service_version integer,        -- null: the current one
  ADD CONSTRAINT plan_service FOREIGN KEY (id, service_version) REFERENCES plan_version (plan_id, version);

-- What a plan is to become on a day.
CREATE TABLE plan_change (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id        bigint NOT NULL REFERENCES plan,
  effective_from date NOT NULL,              -- in the ISP's zone
  apply_to       text NOT NULL CHECK (apply_to IN ('all', 'new')),
  change         jsonb NOT NULL,             -- the fields that become others, each whole
  asked_at       timestamptz NOT NULL,
  asked_by       text NOT NULL,
  settled_at     timestamptz,                -- null: waits
  outcome        text,                       -- done, cancelled, or why it could not be done
  CHECK ((settled_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX plan_change_waiting ON plan_change (plan_id, effective_from) WHERE settled_at IS NULL;

GRANT SELECT, INSERT ON plan_change TO gerbang_billing;
GRANT UPDATE (settled_at, outcome) ON plan_change TO gerbang_billing;

CREATE OR REPLACE VIEW entitlement AS
SELECT s.id AS subscriber_id, s.username, s.password_sealed, s.credential_version, s.service,
       s.static_ip, s.active_until,
       s.unpaid_since, nullif(s.unpaid_action, 'slow') AS unpaid_action,
       s.held_since, s.held_until,
       s.terminated_at,
       v.plan_id, p.name AS plan_name,
       v.download, v.upload, v.burst_download, v.burst_upload, v.threshold_download, v.threshold_upload,
       v.burst_time_download, v.burst_time_upload, v.priority, v.min_download, v.min_upload,
       v.pool, v.address_list,
       v.shared_users, v.on_limit, s.mac_policy, s.macs, s.macs_since,
       v.address_pool_id, v.routes || s.routes AS routes,
       s.framed_ipv6_prefix, s.delegated_ipv6_prefix, v.framed_ipv6_pool, v.delegated_ipv6_pool,
       v.attributes AS plan_attributes, s.attributes AS own_attributes,
       ARRAY(SELECT jsonb_array_elements_text(value) FROM setting WHERE name = 'attributes') AS default_attributes,
       s.mac_login,
       s.slow_download, s.slow_upload,
       s.paused_since, s.paused_until
FROM subscription s
JOIN plan p ON p.id = s.plan_id
JOIN plan_version v ON v.plan_id = p.id AND v.version = greatest(s.service_version, coalesce(p.service_version, p.current_version))
WHERE s.archived_at IS NULL;

-- Only what changes somebody's service; what is for new ones only changes nobody's.
CREATE OR REPLACE FUNCTION note_plan_update() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref)
  SELECT 'plan', n.id FROM fresh n JOIN stale o ON o.id = n.id
  WHERE coalesce(n.service_version, n.current_version) <> coalesce(o.service_version, o.current_version);
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
