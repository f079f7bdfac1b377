-- Thousands of ids that are kept for an hour: compressing them cost more than all else about their row.
ALTER TABLE session_batch ALTER sessions SET STORAGE EXTERNAL;
