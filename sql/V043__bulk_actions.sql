-- A plan that nobody is to get any more; who has it keeps it.
ALTER TABLE plan ADD COLUMN retired_at timestamptz;

-- The same done to many subscriptions: each once, whoever carries it on.
CREATE TABLE bulk_action (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  action      text NOT NULL,
  request     jsonb NOT NULL,                -- the action's own fields
  asked_at    timestamptz NOT NULL,
  asked_by    text NOT NULL,
  finished_at timestamptz                    -- null: at work, or stopped midway and to be completed
);
CREATE INDEX bulk_action_open ON bulk_action (id) WHERE finished_at IS NULL;

-- Whom it is done to, chosen when it was asked for.
CREATE TABLE bulk_item (
  bulk_action_id  bigint NOT NULL REFERENCES bulk_action,
  subscription_id bigint NOT NULL REFERENCES subscription,
  done_at         timestamptz,               -- null: waits
  amount          bigint,
  session         text,                      -- none, live, redial, disconnect
  refused         text,                      -- why it was not possible
  PRIMARY KEY (bulk_action_id, subscription_id)
);

GRANT SELECT, INSERT ON bulk_action, bulk_item TO gerbang_billing;
GRANT UPDATE (finished_at) ON bulk_action TO gerbang_billing;
GRANT UPDATE (done_at, amount, session, refused) ON bulk_item TO gerbang_billing;
