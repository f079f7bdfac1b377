-- A subscriber may belong to one router: elsewhere a login is refused (WRONG_ROUTER). A session that is open elsewhere goes on.
ALTER TABLE subscription ADD router_id bigint REFERENCES router;  -- null: any of ours
CREATE INDEX subscription_router ON subscription (router_id) WHERE router_id IS NOT NULL AND archived_at IS NULL;

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
       s.paused_since, s.paused_until,
       s.router_id
FROM subscription s
JOIN plan p ON p.id = s.plan_id
JOIN plan_version v ON v.plan_id = p.id AND v.version = greatest(s.service_version, coalesce(p.service_version, p.current_version))
WHERE s.archived_at IS NULL;

CREATE OR REPLACE FUNCTION note_subscription_update() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref)
  SELECT 'subscriber', n.id FROM fresh n JOIN stale o ON o.id = n.id
  WHERE (n.username, n.password_sealed, n.credential_version, n.service, n.plan_id, n.service_version, n.static_ip, n.active_until,
         n.unpaid_since, n.unpaid_action, n.slow_download, n.slow_upload, n.held_since, n.held_until, n.terminated_at, n.archived_at,
         n.framed_ipv6_prefix, n.delegated_ipv6_prefix, n.routes, n.attributes, n.mac_policy, n.macs, n.macs_since, n.mac_login,
         n.paused_since, n.paused_until, n.router_id)
     IS DISTINCT FROM
        (o.username, o.password_sealed, o.credential_version, o.service, o.plan_id, o.service_version, o.static_ip, o.active_until,
         o.unpaid_since, o.unpaid_action, o.slow_download, o.slow_upload, o.held_since, o.held_until, o.terminated_at, o.archived_at,
         o.framed_ipv6_prefix, o.delegated_ipv6_prefix, o.routes, o.attributes, o.mac_policy, o.macs, o.macs_since, o.mac_login,
         o.paused_since, o.paused_until, o.router_id);
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
