-- How many payments have a reference is known only to an index, and not where none has: a search by reference read all payments in order.
CREATE STATISTICS payment_reference_words ON lower(reference) FROM payment;
ANALYZE payment;

-- What a till or a collector held at the beginning of a month, so that a day of the cash book reads its own month and not all that ever moved.
-- Derived: the postings say the same.
CREATE TABLE cash_closing (
  at      timestamptz NOT NULL,
  account text NOT NULL REFERENCES account,
  holder  text NOT NULL,
  balance bigint NOT NULL,
  PRIMARY KEY (account, holder, at)
);
CREATE TRIGGER cash_closing_append_only BEFORE UPDATE OR DELETE ON cash_closing FOR EACH ROW EXECUTE FUNCTION append_only();
GRANT SELECT, INSERT ON cash_closing TO gerbang_billing;
