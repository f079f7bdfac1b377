-- POPs: the routers at which backup links end, and what all links of one have in common.
CREATE TABLE pop (
  id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id          text,
  name                 text NOT NULL,
  router_id            bigint REFERENCES router,  -- the router of ours that stands there; null: see pop_router
  address              inet NOT NULL,             -- and prefix of its uplink
  sstp_port            integer NOT NULL DEFAULT 443 CHECK (sstp_port BETWEEN 1 AND 65535),
  wan_interface        text NOT NULL DEFAULT 'ether1',
  vlan_interface       text NOT NULL DEFAULT 'ether2',  -- unless a link says another
  inner_local          inet NOT NULL,             -- its own end inside SSTP, of all its links
  remote_first         inet NOT NULL,             -- customers' ends, unless a link says another
  remote_last          inet NOT NULL,
  capacity_download    bigint CHECK (capacity_download > 0),  -- bit/s towards customers, as measured; null: it never was
  capacity_upload      bigint CHECK (capacity_upload > 0),
  capacity_measured_at timestamptz,
  capacity_measured_by text,
  upe_device           text,                      -- the provider edge that faces it, for work orders
  upe_interface        text,
  upe_peer             text,                      -- of the xconnect
  version              integer NOT NULL DEFAULT 1,
  created_at           timestamptz NOT NULL,
  archived_at          timestamptz,
  CHECK (num_nulls(capacity_download, capacity_upload, capacity_measured_at, capacity_measured_by) IN (0, 4))
);
CREATE UNIQUE INDEX pop_external_id ON pop (external_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX pop_name ON pop (name) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX pop_router_id ON pop (router_id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX pop_address ON pop (host(address)) WHERE archived_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON pop TO gerbang_billing;

-- Each address that links name. Where they disagree, the first link was applied: what links share is made once.
INSERT INTO pop (name, router_id, address, wan_interface, vlan_interface, inner_local, remote_first, remote_last, created_at)
SELECT DISTINCT ON (host(l.pop_wan_address))
       'POP ' || host(l.pop_wan_address),
       (SELECT r.id FROM router r WHERE host(r.address) = host(l.pop_wan_address) AND r.archived_at IS NULL),
       l.pop_wan_address, l.pop_wan_interface, l.pop_vlan_interface, host(l.inner_local)::inet,
       host(l.inner_local)::inet + 1,
       greatest(host(l.inner_local)::inet + 1, host(broadcast(set_masklen(l.inner_local, 16)))::inet - 1),
       l.created_at
FROM backup_link l
ORDER BY host(l.pop_wan_address), l.archived_at IS NOT NULL, l.id;

ALTER TABLE backup_link
  ADD COLUMN pop_id bigint REFERENCES pop,
  ADD COLUMN customer_router_id bigint REFERENCES router;  -- a router of ours that stands at the customer's
UPDATE backup_link l SET pop_id = p.id FROM pop p WHERE host(p.address) = host(l.pop_wan_address);
ALTER TABLE backup_link
  ALTER pop_id SET NOT NULL,
  ALTER pop_vlan_interface DROP DEFAULT,
  DROP COLUMN pop_wan_address,      -- with the indexes over it
  DROP COLUMN pop_wan_interface,
  DROP COLUMN inner_local;
CREATE UNIQUE INDEX backup_link_vlan ON backup_link (pop_id, vlan) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX backup_link_inner_remote ON backup_link (pop_id, inner_remote) WHERE archived_at IS NULL;

-- Which router of ours stands at a POP: the one that it names, otherwise the one of its address.
CREATE VIEW pop_router WITH (security_invoker = true) AS
SELECT p.id AS pop_id, r.id AS router_id
FROM pop p
JOIN router r ON r.archived_at IS NULL
  AND (r.id = p.router_id
       OR p.router_id IS NULL AND host(r.address) = host(p.address)
          AND NOT EXISTS (SELECT FROM pop o WHERE o.router_id = r.id AND o.archived_at IS NULL))
WHERE p.archived_at IS NULL;
GRANT SELECT ON pop_router TO gerbang_billing;
