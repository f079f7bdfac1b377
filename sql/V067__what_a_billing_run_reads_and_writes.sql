-- Whoever watches a run reads its first periods again and again: in the order of the index, not after sorting all of them.
CREATE INDEX billed_period_of_run ON billed_period (billing_run_id, subscription_id, starts);
DROP INDEX billed_period_run;

-- A run moves each subscription on, which changes no indexed column: room on the page saves a dozen indexes from being written for it.
ALTER TABLE subscription SET (fillfactor = 80);
