-- Six digits can be guessed by who has the password: wrong codes are counted here, for all nodes, and ten a day are the end of the
-- telephone's for that day. A recovery code still opens.
ALTER TABLE staff
  ADD COLUMN wrong_codes    integer NOT NULL DEFAULT 0,
  ADD COLUMN wrong_codes_on date;                         -- the day (UTC) that they are of
