-- What a Start supersedes is found along session_username now: one index less for each Start and each Stop.
DROP INDEX session_open_username;

-- A page has room for each of its sessions to be reported once before the first is: interims stay out of the indexes.
ALTER TABLE session SET (fillfactor = 50);
