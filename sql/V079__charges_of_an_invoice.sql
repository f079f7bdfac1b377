-- An invoice that is made void asks which charges stood on it: by an index, and not of all that ever were.
CREATE INDEX subscription_charge_invoice ON subscription_charge (invoice_id) WHERE invoice_id IS NOT NULL;
