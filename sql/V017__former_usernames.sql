-- Names that a subscription had before: what was heard under them stays its history.
CREATE TABLE former_username (
  subscription_id bigint NOT NULL REFERENCES subscription,
  username        text COLLATE "C" NOT NULL,
  until           timestamptz NOT NULL,
  PRIMARY KEY (subscription_id, username)
);
GRANT SELECT, INSERT, UPDATE ON former_username TO gerbang_billing;
