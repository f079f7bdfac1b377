-- When it was counted last what a held night would take: it is not counted again at each look.
ALTER TABLE overdue_run ADD COLUMN planned_at timestamptz;   -- null: is to be counted at the next look
GRANT UPDATE (planned_at) ON overdue_run TO gerbang_billing;
