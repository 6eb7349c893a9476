-- How functions, versions and aliases are invoked asynchronously.
CREATE TABLE async_configuration (
  -- Of the function, version or alias.
  target_id   TEXT PRIMARY KEY,
  function_id TEXT NOT NULL REFERENCES function (id) ON DELETE CASCADE,
  version_id  TEXT REFERENCES function_version (id) ON DELETE CASCADE,
  alias_id    TEXT REFERENCES function_alias (id) ON DELETE CASCADE,
  urn         TEXT NOT NULL,
  retries     INTEGER NOT NULL,
  -- Seconds.
  age         INTEGER NOT NULL,
  -- JSON objects of destination and param; empty where there is none.
  on_success  TEXT NOT NULL,
  on_failure  TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  modified_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX async_configuration_function ON async_configuration (function_id);
CREATE INDEX async_configuration_version ON async_configuration (version_id);
CREATE INDEX async_configuration_alias ON async_configuration (alias_id);
