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
