-- A file of any size is taken in by thousands of rows, each a transaction of its own, all of them one import.
ALTER TABLE import ADD COLUMN unfinished boolean NOT NULL DEFAULT false;  -- rows are still to come; stays where it broke off
ALTER TABLE import_row ADD COLUMN made_at timestamptz;                    -- what was changed later is not taken back; null: when its import was

GRANT UPDATE (unfinished) ON import TO gerbang_billing;
