-- How far each node's journal of access events is stored; moved in the transaction that stores them.
CREATE TABLE event_position (
  journal  uuid PRIMARY KEY,
  position bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON event_position TO gerbang_radius;
