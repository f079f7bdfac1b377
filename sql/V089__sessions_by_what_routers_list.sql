-- What follows for sessions from what routers list.

-- Sessions that a router had listed and lists no more: closed by guess like those of router_loss, but one by one.
CREATE TABLE session_loss (
  router_id       bigint NOT NULL,
  acct_session_id text COLLATE "C" NOT NULL,
  username        text COLLATE "C" NOT NULL,
  heard_before    timestamptz NOT NULL,    -- by our clock: what was heard after it is alive
  applied_at      timestamptz,             -- null: what is open is yet to be closed
  PRIMARY KEY (router_id, acct_session_id, username, heard_before)
);
CREATE INDEX session_loss_to_apply ON session_loss (heard_before) WHERE applied_at IS NULL;

-- Sessions that outlived their Disconnect: radius wants them removed over the router's API, and billing does so, once.
CREATE TABLE session_removal (
  router_id       bigint NOT NULL,
  acct_session_id text COLLATE "C" NOT NULL,
  username        text COLLATE "C" NOT NULL,
  generation      integer NOT NULL,
  cause           text NOT NULL,           -- of the Disconnect: closed list of interface.md, section 5
  reason          text NOT NULL,
  wanted_at       timestamptz NOT NULL,
  done_at         timestamptz,
  outcome         text CHECK (outcome IN ('removed', 'gone', 'refused')),
  detail          text NOT NULL DEFAULT '',
  PRIMARY KEY (router_id, acct_session_id, username, generation),
  CHECK ((done_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX session_removal_open ON session_removal (router_id) WHERE done_at IS NULL;

CREATE INDEX router_session_gone ON router_session (router_id) WHERE gone_at IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON session_loss, session_removal TO gerbang_radius;
GRANT UPDATE (applied_at) ON session_loss TO gerbang_radius;
GRANT SELECT ON session_removal TO gerbang_billing;
GRANT UPDATE (done_at, outcome, detail) ON session_removal TO gerbang_billing;
