-- Payment gateways: what is set, what a customer was offered, what a gateway told, and what a person must decide.
CREATE TABLE gateway (
  name                  text PRIMARY KEY,
  enabled               boolean NOT NULL,
  environment           text NOT NULL CHECK (environment IN ('sandbox', 'production')),
  api_url               text,                -- null: the provider's own, of that environment
  checkout_url          text,                -- the same for hosted pages, where they live elsewhere
  api_key_sealed        bytea,
  callback_token_sealed bytea,
  channels              jsonb NOT NULL,      -- code, label, minimum, maximum, areas, fee
  fee_bearer            text NOT NULL CHECK (fee_bearer IN ('isp', 'customer')),
  status_check_above    bigint CHECK (status_check_above >= 0),  -- null: the gateway is asked before every credit
  version               integer NOT NULL DEFAULT 1,
  updated_at            timestamptz NOT NULL
);

-- One offer to pay one invoice. The row is committed before the gateway hears of it: 'created' means that it has not answered yet.
CREATE TABLE payment_attempt (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference     text NOT NULL UNIQUE,        -- the invoice's number and ours: INV-2611-000123-1
  invoice_id    bigint NOT NULL REFERENCES invoice,
  number        integer NOT NULL CHECK (number > 0),
  customer_id   bigint NOT NULL REFERENCES customer,
  gateway       text NOT NULL REFERENCES gateway,
  channel       text NOT NULL,
  amount        bigint NOT NULL CHECK (amount > 0),              -- of the invoice
  customer_fee  bigint NOT NULL CHECK (customer_fee >= 0),       -- on top of it, where the customer bears the fee
  gateway_fee   bigint NOT NULL CHECK (gateway_fee >= 0),        -- what the gateway is set to keep
  currency      char(3) NOT NULL DEFAULT 'IDR',
  created_at    timestamptz NOT NULL,
  created_by    text NOT NULL,
  state         text NOT NULL CHECK (state IN ('created', 'pending', 'paid', 'refunded', 'partly_refunded', 'charged_back',
                                               'expired', 'failed', 'cancelled')),
  asked_at      timestamptz,                 -- the gateway was asked to make it
  provider_id   text,
  link          text,
  qr_string     text,
  bank          text,
  va_number     text,
  biller_code   text,
  payment_code  text,
  expires_at    timestamptz NOT NULL,
  check_at      timestamptz,                 -- when the gateway is asked what became of it; null: that is known
  checked_at    timestamptz,
  trouble       text,                        -- why the last question had no answer
  paid_at       timestamptz,
  settled_at    timestamptz,                 -- when we recorded it
  gross         bigint,                      -- what the customer paid, to the gateway
  fee           bigint,
  net           bigint GENERATED ALWAYS AS (gross - fee) STORED,
  payment_id    bigint UNIQUE REFERENCES payment,
  UNIQUE (invoice_id, number)
);
CREATE INDEX payment_attempt_check ON payment_attempt (gateway, check_at) WHERE check_at IS NOT NULL;
CREATE INDEX payment_attempt_open ON payment_attempt (created_at) WHERE state IN ('created', 'pending');
CREATE INDEX payment_attempt_customer ON payment_attempt (customer_id, id);

-- What a gateway told us, as it came; genuine ones only. One event has one row; the same again is counted, the same with other content
-- has a row of its own that changes nothing.
CREATE TABLE webhook_event (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  gateway      text NOT NULL REFERENCES gateway,
  event_key    text NOT NULL,                -- the provider's transaction, and what became of it
  meaning      bytea NOT NULL,               -- SHA-256 of what it says
  reference    text,
  body         bytea NOT NULL,
  received_at  timestamptz NOT NULL,
  copies       integer NOT NULL DEFAULT 1,
  state        text NOT NULL CHECK (state IN ('stored', 'processed', 'parked', 'conflicting', 'unconfirmed')),
  tries        integer NOT NULL DEFAULT 0,
  try_at       timestamptz,                  -- stored ones: when next
  processed_at timestamptz,
  outcome      text,
  CHECK ((state = 'stored') = (try_at IS NOT NULL)),
  UNIQUE (gateway, event_key, meaning)
);
CREATE INDEX webhook_event_stored ON webhook_event (gateway, try_at) WHERE state = 'stored';
CREATE UNIQUE INDEX webhook_event_once ON webhook_event (gateway, event_key) WHERE state <> 'conflicting';
CREATE INDEX webhook_event_reference ON webhook_event (reference);

-- What a machine must not decide.
CREATE TABLE review_item (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text NOT NULL,
  subject     text NOT NULL,                 -- payment_attempt:12, webhook_event:9
  customer_id bigint REFERENCES customer,
  amount      bigint,
  detail      text NOT NULL,
  opened_at   timestamptz NOT NULL,
  resolved_at timestamptz,
  resolved_by text,
  resolution  text,
  CHECK ((resolved_at IS NULL) = (resolved_by IS NULL) AND (resolved_at IS NULL) = (resolution IS NULL)),
  UNIQUE (kind, subject, detail)             -- said once, however often it is found
);
CREATE INDEX review_item_open ON review_item (id) WHERE resolved_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON gateway TO gerbang_billing;
GRANT SELECT, INSERT ON payment_attempt, webhook_event, review_item TO gerbang_billing;
GRANT UPDATE (state, asked_at, provider_id, link, qr_string, bank, va_number, biller_code, payment_code, expires_at, check_at, checked_at,
              trouble, paid_at, settled_at, gross, fee, payment_id) ON payment_attempt TO gerbang_billing;
GRANT UPDATE (copies, state, tries, try_at, processed_at, outcome) ON webhook_event TO gerbang_billing;
GRANT UPDATE (resolved_at, resolved_by, resolution) ON review_item TO gerbang_billing;
