-- What a night's comparison of ledger and documents found, for whoever asks later: metrics of every node, and since when the books differ.

CREATE TABLE books_comparison (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  compared_at timestamptz NOT NULL,
  unexplained bigint NOT NULL CHECK (unexplained >= 0),   -- rupiah, in all
  parts       jsonb NOT NULL,                             -- {"receivable": -50000, …}: those that are not 0
  CHECK ((unexplained = 0) = (parts = '{}'))
);
CREATE TRIGGER books_comparison_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON books_comparison
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT, INSERT ON books_comparison TO gerbang_billing;
