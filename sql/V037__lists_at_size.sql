-- What the lists of invoices and payments are asked for, at millions of rows. A number is sought by its beginning or its end: trigrams of
-- every invoice would cost a billing run more than they give.
CREATE INDEX invoice_number_begins ON invoice (number text_pattern_ops);
CREATE INDEX invoice_number_ends ON invoice (reverse(number) text_pattern_ops);
CREATE INDEX invoice_open_id ON invoice (id) WHERE voided_at IS NULL AND paid < total;
CREATE INDEX invoice_void_id ON invoice (id) WHERE voided_at IS NOT NULL;
CREATE INDEX invoice_written_off_id ON invoice (id) WHERE written_off > 0;
CREATE INDEX invoice_credited_id ON invoice (id) WHERE credited > 0;
CREATE INDEX invoice_due ON invoice (due_date, id);
CREATE INDEX payment_recorded ON payment (recorded_at, id);
CREATE INDEX payment_method ON payment (method, recorded_at, id);
CREATE INDEX receipt_number_ends ON receipt (reverse(number) text_pattern_ops);
CREATE INDEX payment_reference ON payment (lower(reference) text_pattern_ops) WHERE reference IS NOT NULL;
CREATE INDEX subscription_expires ON subscription (active_until) WHERE archived_at IS NULL AND active_until IS NOT NULL;
