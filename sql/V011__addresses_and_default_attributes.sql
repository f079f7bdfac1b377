-- Addresses that radius names, and attributes that every grant has.

-- Addresses of our pools that a node of radius has in hand: one row an address that was ever claimed, so that none is in two hands.
-- Written by radius alone; the journal carries who got it.
CREATE TABLE address_lease (
  address       inet PRIMARY KEY CHECK (family(address) = 4 AND masklen(address) = 32),
  pool_id       bigint NOT NULL,
  node          uuid NOT NULL,               -- who may give it to somebody new: the id of a node's journal
  subscriber_id bigint,                      -- null: in hand, nobody's yet
  slot          integer NOT NULL DEFAULT 0,  -- of one subscriber's sessions at once
  leased_at     timestamptz,                 -- when it was last given
  xid           xid8 NOT NULL DEFAULT pg_current_xact_id()  -- of the last change: see "The feed" in README.md
) WITH (fillfactor = 80);
CREATE INDEX address_lease_xid ON address_lease (xid);
CREATE INDEX address_lease_pool ON address_lease (pool_id, address);
GRANT SELECT, INSERT, UPDATE ON address_lease TO gerbang_radius;
GRANT SELECT ON address_lease TO gerbang_billing;

-- Setting `attributes`: a JSON array of texts like a plan's attributes. What a plan or a subscription names itself wins.
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
       ARRAY(SELECT jsonb_array_elements_text(value) FROM setting WHERE name = 'attributes') AS default_attributes
FROM subscription s
JOIN plan p ON p.id = s.plan_id
JOIN plan_version v ON v.plan_id = p.id AND v.version = coalesce(s.service_version, p.current_version)
WHERE s.archived_at IS NULL;

-- New defaults concern every plan.
CREATE FUNCTION note_default_attributes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO change (kind, ref) SELECT 'plan', id FROM plan;
  IF FOUND THEN PERFORM pg_notify('gerbang_change', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_default_attributes_insert AFTER INSERT ON setting
  FOR EACH ROW WHEN (NEW.name = 'attributes') EXECUTE FUNCTION note_default_attributes();
CREATE TRIGGER note_default_attributes_update AFTER UPDATE ON setting
  FOR EACH ROW WHEN (NEW.name = 'attributes' AND NEW.value IS DISTINCT FROM OLD.value) EXECUTE FUNCTION note_default_attributes();

-- No two subscriptions have IPv6 addresses in common.
CREATE INDEX subscription_framed_ipv6 ON subscription USING gist (framed_ipv6_prefix inet_ops) WHERE archived_at IS NULL AND framed_ipv6_prefix IS NOT NULL;
CREATE INDEX subscription_delegated_ipv6 ON subscription USING gist (delegated_ipv6_prefix inet_ops) WHERE archived_at IS NULL AND delegated_ipv6_prefix IS NOT NULL;
