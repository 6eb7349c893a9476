-- Asynchronous invocations, in the order in which they were accepted.
CREATE TABLE invocation (
  id            INTEGER PRIMARY KEY,
  request_id    TEXT NOT NULL UNIQUE,
  function_id   TEXT NOT NULL,
  -- As it was called: with version or alias.
  urn           TEXT NOT NULL,
  -- Megabytes that the caller chose; 0 where it did not.
  memory        INTEGER NOT NULL,
  -- How many destinations led to it, one after the other.
  depth         INTEGER NOT NULL,
  -- WAIT also while it runs; SUCCESS, FAIL or DISCARD in the end.
  status        TEXT NOT NULL,
  -- Milliseconds since 1970, as all times here.
  accepted_at   INTEGER NOT NULL,
  due_at        INTEGER NOT NULL,
  -- Runs of the function that failed.
  attempts      INTEGER NOT NULL,
  -- Of the last run; 0 where there was none.
  started_at    INTEGER NOT NULL DEFAULT 0,
  ended_at      INTEGER NOT NULL DEFAULT 0,
  error_code    INTEGER NOT NULL DEFAULT 0,
  error_message TEXT NOT NULL DEFAULT '',
  -- The event; null in the end.
  payload       BLOB
) STRICT;
CREATE INDEX invocation_function ON invocation (function_id, accepted_at, id, status);
CREATE INDEX invocation_due ON invocation (function_id, due_at, id) WHERE status = 'WAIT';

-- What is still to be written to object storage.
CREATE TABLE notice (
  id         INTEGER PRIMARY KEY,
  bucket     TEXT NOT NULL,
  key        TEXT NOT NULL,
  body       BLOB NOT NULL,
  attempts   INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  due_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_due ON notice (due_at);
