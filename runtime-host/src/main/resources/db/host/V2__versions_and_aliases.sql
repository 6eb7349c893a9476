-- Published versions: what the function was at one moment, never changed.
CREATE TABLE function_version (
  id                  TEXT PRIMARY KEY,
  function_id         TEXT NOT NULL REFERENCES function (id) ON DELETE CASCADE,
  name                TEXT NOT NULL,
  version_description TEXT NOT NULL,
  runtime             TEXT NOT NULL,
  handler             TEXT NOT NULL,
  timeout             INTEGER NOT NULL,
  memory              INTEGER NOT NULL,
  description         TEXT NOT NULL,
  initializer         TEXT NOT NULL,
  initializer_timeout INTEGER NOT NULL,
  temporary_storage   INTEGER NOT NULL,
  max_instances       INTEGER NOT NULL,
  concurrency         INTEGER NOT NULL,
  image               TEXT NOT NULL,
  code_type           TEXT NOT NULL,
  code_filename       TEXT NOT NULL,
  code_digest         TEXT NOT NULL,
  code_size           INTEGER NOT NULL,
  code_stored         TEXT NOT NULL,
  environment         BLOB NOT NULL,
  revision            INTEGER NOT NULL,
  modified_at         TEXT NOT NULL,
  UNIQUE (function_id, name)
) STRICT;
CREATE INDEX version_code ON function_version (code_stored);

-- Aliases: of the version latest where version_id is null.
CREATE TABLE function_alias (
  id            TEXT PRIMARY KEY,
  function_id   TEXT NOT NULL REFERENCES function (id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  description   TEXT NOT NULL,
  version_id    TEXT REFERENCES function_version (id) ON DELETE CASCADE,
  -- The version that gets a share of the requests; null where there is none.
  additional_id TEXT REFERENCES function_version (id),
  -- JSON: its share in percent, or the rules that choose it.
  shifting      TEXT NOT NULL,
  modified_at   TEXT NOT NULL,
  UNIQUE (function_id, name)
) STRICT;
CREATE INDEX alias_version ON function_alias (version_id);
CREATE INDEX alias_additional ON function_alias (additional_id);

-- What a trigger calls: a version, an alias, or latest where both are null.
ALTER TABLE event_trigger
  ADD COLUMN version_id TEXT REFERENCES function_version (id) ON DELETE CASCADE;
ALTER TABLE event_trigger
  ADD COLUMN alias_id TEXT REFERENCES function_alias (id) ON DELETE CASCADE;
CREATE INDEX trigger_version ON event_trigger (version_id);
CREATE INDEX trigger_alias ON event_trigger (alias_id);
