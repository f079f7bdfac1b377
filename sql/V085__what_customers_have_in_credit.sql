-- What a customer has in credit, which few have: asked of everybody who is blocked, and of whoever owes.
CREATE INDEX ledger_posting_credit ON ledger_posting (customer_id) INCLUDE (amount) WHERE account = 'customer_credit';
