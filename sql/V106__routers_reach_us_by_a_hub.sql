-- Where tunnels of routers behind NAT end, at the ISP.
CREATE TABLE hub (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id         text UNIQUE,
  name                text NOT NULL,
  kind                text NOT NULL CHECK (kind IN ('wireguard', 'l2tp', 'sstp')),
  public_address      text NOT NULL,                -- a name or an address
  port                integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  public_key          text,                         -- of WireGuard
  ipsec_secret_sealed bytea,                        -- of L2TP
  network             cidr NOT NULL,                -- of the tunnels' addresses; the hub has the first
  servers             inet[] NOT NULL,              -- of ours, which routers reach through it
  version             integer NOT NULL DEFAULT 1,
  created_at          timestamptz NOT NULL,
  updated_at          timestamptz NOT NULL,
  archived_at         timestamptz
);

-- A router's end of it. The private key of WireGuard is the router's own, and never here.
CREATE TABLE router_tunnel (
  router_id       bigint PRIMARY KEY REFERENCES router,
  hub_id          bigint NOT NULL REFERENCES hub,
  address         inet NOT NULL,
  public_key      text,                             -- of WireGuard, once the router has told it
  password_sealed bytea NOT NULL,                   -- of L2TP and SSTP
  allotted_at     timestamptz NOT NULL,
  left_at         timestamptz,                      -- it is to be taken off the router at the next set-up
  UNIQUE (hub_id, address)
);
GRANT SELECT, INSERT, UPDATE ON hub TO gerbang_billing;
GRANT SELECT, INSERT, UPDATE, DELETE ON router_tunnel TO gerbang_billing;
