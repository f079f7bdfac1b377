-- What a login is held to beside its password: the device that logged in first, places held until a Start, devices without a password.

-- A subscriber's first login from a device, each time one was the first. Which of them counts: the earliest since subscription.macs_since.
CREATE TABLE subscriber_mac (
  subscriber_id bigint NOT NULL,
  mac           text COLLATE "C" NOT NULL,          -- 12 lower-case hex digits
  learned_at    timestamptz NOT NULL,
  PRIMARY KEY (subscriber_id, learned_at, mac)
);

-- Through the feed, so that other nodes know it too.
CREATE FUNCTION note_subscriber_mac() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref) SELECT DISTINCT 'subscriber', subscriber_id FROM fresh;
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_subscriber_mac AFTER INSERT ON subscriber_mac
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_subscriber_mac();

-- Places that an Accept of some node holds for 30 s; gone after a crash, as they would be by then.
CREATE UNLOGGED TABLE reservation (
  at              timestamptz NOT NULL DEFAULT clock_timestamp(),
  node            uuid NOT NULL,
  subscriber_id   bigint NOT NULL,
  station         text NOT NULL,                    -- Calling-Station-Id in one spelling
  router_id       bigint NOT NULL,
  nas_port        bigint,
  acct_session_id text NOT NULL
);
CREATE INDEX reservation_at ON reservation (at);

GRANT SELECT, INSERT ON subscriber_mac TO gerbang_radius;
GRANT SELECT ON subscriber_mac TO gerbang_billing;
GRANT SELECT, INSERT, DELETE ON reservation TO gerbang_radius;

-- A device that logs in by its MAC (hotspot, DHCP): the username is its MAC, 12 lower-case hex digits, and it needs no password.
ALTER TABLE subscription
  ADD mac_login boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT mac_login_username CHECK (NOT mac_login OR username ~ '^[0-9a-f]{12}$') NOT VALID;

CREATE OR REPLACE VIEW entitlement AS
SELECT s.id AS subscriber_id, s.username, s.password_sealed, s.credential_version, s.service,
       s.static_ip, s.active_until,
       s.unpaid_since, s.unpaid_action,
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
       s.mac_login
FROM subscription s
JOIN plan p ON p.id = s.plan_id
JOIN plan_version v ON v.plan_id = p.id AND v.version = coalesce(s.service_version, p.current_version)
WHERE s.archived_at IS NULL;

CREATE OR REPLACE FUNCTION note_subscription_update() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref)
  SELECT 'subscriber', n.id FROM fresh n JOIN stale o ON o.id = n.id
  WHERE (n.username, n.password_sealed, n.credential_version, n.service, n.plan_id, n.service_version, n.static_ip, n.active_until,
         n.unpaid_since, n.unpaid_action, n.held_since, n.held_until, n.terminated_at, n.archived_at,
         n.framed_ipv6_prefix, n.delegated_ipv6_prefix, n.routes, n.attributes, n.mac_policy, n.macs, n.macs_since, n.mac_login)
     IS DISTINCT FROM
        (o.username, o.password_sealed, o.credential_version, o.service, o.plan_id, o.service_version, o.static_ip, o.active_until,
         o.unpaid_since, o.unpaid_action, o.held_since, o.held_until, o.terminated_at, o.archived_at,
         o.framed_ipv6_prefix, o.delegated_ipv6_prefix, o.routes, o.attributes, o.mac_policy, o.macs, o.macs_since, o.mac_login);
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
