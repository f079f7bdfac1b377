-- A refund that waits keeps by which gateway it is to be given back.
ALTER TABLE refund_request ADD COLUMN gateway text REFERENCES gateway;   -- null: by none, or asked for before one was named
