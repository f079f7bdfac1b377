-- Radius nodes that were alive lately: whether there is another one to be careful of.
CREATE TABLE radius_node (
  id      uuid PRIMARY KEY,                         -- of its journal: it stays the same over restarts
  seen_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Which node may act upon a router's sessions. Only the database's clock is compared with `until`.
CREATE TABLE convergence_lease (
  router_id    bigint PRIMARY KEY,
  node         uuid NOT NULL,
  until        timestamptz NOT NULL,
  heard        boolean NOT NULL,                    -- whether the router has lately spoken to that node
  wanted_until timestamptz NOT NULL DEFAULT '-infinity' -- another node hears the router: the holder lets go
) WITH (fillfactor = 50);

-- Open sessions that do not hold what they are entitled to, as the node sees it that holds the router's lease.
CREATE TABLE difference (
  id              bigint GENERATED ALWAYS AS IDENTITY UNIQUE, -- for pages of a list
  router_id       bigint NOT NULL,
  acct_session_id text NOT NULL,
  username        text NOT NULL,
  generation      integer NOT NULL,
  subscriber_id   bigint NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('blocked', 'online', 'other')),
  since           timestamptz NOT NULL,
  held            text NOT NULL,                    -- reason; '' when nothing says what it holds
  entitled        text NOT NULL,                    -- reason that holds now
  cause           text NOT NULL,                    -- what brought it about
  state           text NOT NULL CHECK (state IN ('waiting', 'sent', 'unproved', 'refused')),
  detail          text NOT NULL DEFAULT '',         -- what the router said
  PRIMARY KEY (router_id, acct_session_id, username)
);

-- Staff want sessions ended, once. A row each session that was open then; without one, the router of the last Accept.
CREATE TABLE disconnect_order (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id bigint NOT NULL REFERENCES subscription,
  reason          text,
  requested_by    text NOT NULL,
  requested_at    timestamptz NOT NULL
);

CREATE TABLE disconnect_target (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id        bigint NOT NULL REFERENCES disconnect_order,
  router_id       bigint NOT NULL,
  username        text NOT NULL,
  acct_session_id text,                             -- null: no session is known, named by username and address
  generation      integer,
  framed_ip       inet,
  done_at         timestamptz,
  outcome         text CHECK (outcome IN ('ended', 'acknowledged', 'refused', 'unanswered')),
  CHECK ((acct_session_id IS NULL) = (generation IS NULL)),
  CHECK ((done_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX disconnect_target_order ON disconnect_target (order_id);
CREATE INDEX disconnect_target_open ON disconnect_target (id) WHERE done_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON radius_node, convergence_lease, difference TO gerbang_radius;
GRANT SELECT ON disconnect_order, disconnect_target TO gerbang_radius;
GRANT UPDATE (done_at, outcome) ON disconnect_target TO gerbang_radius;
GRANT SELECT ON difference TO gerbang_billing;
GRANT SELECT, INSERT ON disconnect_order, disconnect_target TO gerbang_billing;
