-- A router's serial number as it was told first, since it was made or replaced; and another one, where another device answers now.
ALTER TABLE router_tested ADD serial text, ADD other_serial text;
