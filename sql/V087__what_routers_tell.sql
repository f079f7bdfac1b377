-- What routers with an API tell billing of themselves and of their sessions, all the time. What could not be read wholly
-- keeps its earlier time and rows: it proves nothing.

CREATE SEQUENCE router_look_number;
GRANT USAGE ON SEQUENCE router_look_number TO gerbang_billing;

-- The last look at each router.
CREATE TABLE router_look (
  router_id     bigint PRIMARY KEY REFERENCES router,
  number        bigint NOT NULL,          -- grows with each look that is written
  looked_at     timestamptz NOT NULL,     -- when it began
  state         text NOT NULL CHECK (state IN ('reached', 'unreachable')),
  since         timestamptz NOT NULL,     -- of this state
  why           text,                     -- what kept it from telling all; null: nothing did
  identity      text COLLATE "C",         -- its NAS-Identifier
  booted_at     timestamptz,
  cpu_load      integer,                  -- percent
  free_memory   bigint,                   -- octets
  total_memory  bigint,
  sessions_at   timestamptz,              -- when the last whole reading of /ppp/active began
  queues_at     timestamptz,              -- of /queue/simple
  interfaces_at timestamptz,              -- of /interface
  rates_from    timestamptz               -- of the one before: interfaces' rates are between the two
) WITH (fillfactor = 50);

-- Sessions as /ppp/active has them, and what their queues let through.
CREATE TABLE router_session (
  router_id       bigint NOT NULL REFERENCES router,
  username        text COLLATE "C" NOT NULL,
  acct_session_id text COLLATE "C" NOT NULL,   -- '' where the router does not say it
  service         text NOT NULL,
  caller_id       text NOT NULL,
  address         text NOT NULL,
  by_radius       boolean NOT NULL,
  began_at        timestamptz,                 -- by its uptime when it was first seen
  upload          bigint,                      -- bit/s, max-limit of its queue; null: no queue, or several sessions of the name
  download        bigint,
  gone_at         timestamptz,                 -- when the first whole reading without it began; null: it is there
  PRIMARY KEY (router_id, username, acct_session_id)
) WITH (fillfactor = 80);

-- Interfaces but those of sessions; rates between the last two whole readings.
CREATE TABLE router_interface (
  router_id   bigint NOT NULL REFERENCES router,
  name        text COLLATE "C" NOT NULL,
  type        text NOT NULL,
  running     boolean NOT NULL,
  rx_octets   bigint,                          -- since it began; null: not told
  tx_octets   bigint,
  rx_rate     bigint,                          -- bit/s; null: not known yet
  tx_rate     bigint,
  PRIMARY KEY (router_id, name)
) WITH (fillfactor = 50);

GRANT SELECT, INSERT, UPDATE ON router_look TO gerbang_billing;
GRANT SELECT, INSERT, UPDATE, DELETE ON router_session, router_interface TO gerbang_billing;
GRANT SELECT (router_id, number, identity, booted_at, sessions_at, queues_at) ON router_look TO gerbang_radius;
GRANT SELECT (router_id, username, acct_session_id, upload, download, gone_at) ON router_session TO gerbang_radius;

-- A look tells of the device, too.
ALTER TABLE router_tested ALTER tested_at DROP NOT NULL;
