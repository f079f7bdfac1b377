-- What the system that a row was moved in from answers it, for a comparison before routers are cut over.
ALTER TABLE import DROP CONSTRAINT import_format_check;
ALTER TABLE import ADD CONSTRAINT import_format_check CHECK (format IN ('csv', 'xlsx', 'usermanager', 'ppp', 'freeradius', 'phpnuxbill'));
ALTER TABLE import_row ADD COLUMN elsewhere jsonb;   -- until, attributes; null: nobody does
