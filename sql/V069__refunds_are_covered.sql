-- A payment of which something was refunded can be taken back; what it had brought of the refund is brought by a later one. Its part is
-- taken off by one below 0, as a share of an invoice is.
ALTER TABLE refund_part
  DROP CONSTRAINT refund_part_pkey,
  DROP CONSTRAINT refund_part_amount_check,
  ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ADD CONSTRAINT refund_part_amount_check CHECK (amount <> 0);
CREATE INDEX refund_part_refund ON refund_part (refund_id);
