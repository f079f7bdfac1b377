-- Asked whenever a static address, a route or a pool is saved: whose routes have addresses in common? Few subscriptions have any.
CREATE INDEX subscription_routed ON subscription (id) WHERE archived_at IS NULL AND routes <> '{}';
