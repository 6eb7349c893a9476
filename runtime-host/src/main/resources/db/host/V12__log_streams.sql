CREATE TABLE log_group (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  ttl_days   INTEGER NOT NULL,
  -- A JSON object of texts.
  tags       TEXT NOT NULL,
  -- Milliseconds since 1970.
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE log_stream (
  id         TEXT PRIMARY KEY,
  group_id   TEXT NOT NULL REFERENCES log_group (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  -- -1 for the group's.
  ttl_days   INTEGER NOT NULL,
  favorite   INTEGER NOT NULL,
  tags       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (group_id, name)
) STRICT;

-- JSON: where a function's logs go; empty for its own stream.
ALTER TABLE function ADD COLUMN logging TEXT NOT NULL DEFAULT '';
ALTER TABLE function_version ADD COLUMN logging TEXT NOT NULL DEFAULT '';
