-- What is held for a customer is paid back, or pays an invoice: a refund out of the deposit, or a payment whose money was here already.

ALTER TABLE refund ADD COLUMN number text UNIQUE;              -- null: from before refunds were numbered
ALTER TABLE refund ADD COLUMN source text NOT NULL DEFAULT 'credit' CHECK (source IN ('credit', 'deposit'));
ALTER TABLE refund_request ADD COLUMN source text NOT NULL DEFAULT 'credit' CHECK (source IN ('credit', 'deposit'));

-- Its method is 'deposit'; so may be that of an older payment, by a cashier's own word for money that came in.
ALTER TABLE payment ADD COLUMN of_deposit boolean NOT NULL DEFAULT false;
