-- The log stream that is told of each state of an invocation; empty for none.
ALTER TABLE async_configuration ADD COLUMN status_log TEXT NOT NULL DEFAULT '';
