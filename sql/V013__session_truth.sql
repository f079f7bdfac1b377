-- When a router lost sessions that it had: Accounting-On or -Off, its silence about them, staff who saw it die.
-- A session that began and was last heard before is closed by guess, in whichever order records and losses come.
CREATE TABLE router_loss (
  router_id      bigint NOT NULL,
  nas_identifier text,                     -- of this one behind the address alone; null: all
  cause          bigint NOT NULL,          -- RFC 2866 §5.10, of the close
  began_before   timestamptz,              -- by the router's clock; null: whenever it began
  heard_before   timestamptz NOT NULL,     -- by our clock
  applied_at     timestamptz,              -- null: radius has yet to close what is open
  UNIQUE NULLS NOT DISTINCT (router_id, heard_before, cause, began_before, nas_identifier)
);
CREATE INDEX router_loss_to_apply ON router_loss (heard_before) WHERE applied_at IS NULL;

-- Which sessions each transaction of an applier wrote, so that the other nodes' memories follow. Appliers take turns,
-- so numbers come in order of commit. Kept for an hour; who was away for longer reads all open sessions.
CREATE TABLE session_batch (
  number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  journal  uuid NOT NULL,                  -- the node that wrote them
  at       timestamptz NOT NULL,
  sessions bigint[] NOT NULL
);

-- A Start looks for the older session that it supersedes. Neither changes at an interim: updates stay HOT.
CREATE INDEX session_open_username ON session (username, router_id) WHERE stopped_at IS NULL;
CREATE INDEX session_guessed ON session (router_id, stopped_at) WHERE close_guessed;

GRANT SELECT, INSERT, DELETE ON router_loss, session_batch TO gerbang_radius;
GRANT UPDATE (applied_at) ON router_loss TO gerbang_radius;
GRANT SELECT ON router_loss TO gerbang_billing;
GRANT INSERT (router_id, cause, heard_before) ON router_loss TO gerbang_billing;
