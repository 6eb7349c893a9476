CREATE TABLE test_event (
  id          TEXT PRIMARY KEY,
  function_id TEXT NOT NULL REFERENCES function (id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  -- Base64, as it was sent.
  content     TEXT NOT NULL,
  modified_at TEXT NOT NULL,
  UNIQUE (function_id, name)
) STRICT;
