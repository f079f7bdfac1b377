-- A night may be held for late fees alone: how many wait is counted as cuts are.
ALTER TABLE overdue_run ADD COLUMN would_charge bigint NOT NULL DEFAULT 0;   -- late fees, when it was looked at last
GRANT UPDATE (would_charge) ON overdue_run TO gerbang_billing;
