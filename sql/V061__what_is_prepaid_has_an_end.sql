-- Prepaid ends at a time, or waits for its first login; postpaid has no end of that kind.
-- Older rows: an end that a postpaid one got would have blocked who pays each bill. A prepaid one without an end was good
-- for ever and unpaid: it is good for one more period of its plan, from when it is seen, so that nobody is cut by an update.
UPDATE subscription SET active_until = NULL, version = version + 1
WHERE billing = 'postpaid' AND active_until IS NOT NULL;

UPDATE subscription s
SET active_until = coalesce(least(s.terminated_at, s.archived_at), now() + CAST(v.period AS interval)), version = s.version + 1
FROM plan_version v
WHERE v.plan_id = s.plan_id AND v.version = s.price_version
  AND s.billing = 'prepaid' AND s.active_until IS NULL AND s.first_login_period IS NULL;

ALTER TABLE subscription
  ADD CONSTRAINT subscription_end CHECK (
    CASE billing WHEN 'prepaid' THEN active_until IS NOT NULL OR first_login_period IS NOT NULL ELSE active_until IS NULL END) NOT VALID;
