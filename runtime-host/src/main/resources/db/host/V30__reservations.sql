-- Instances that are ready whatever is called: of a version, or of what an alias stands for.
CREATE TABLE reservation (
  id          INTEGER PRIMARY KEY,
  function_id TEXT NOT NULL REFERENCES function (id) ON DELETE CASCADE,
  -- Both null for latest.
  version_id  TEXT REFERENCES function_version (id) ON DELETE CASCADE,
  alias_id    TEXT REFERENCES function_alias (id) ON DELETE CASCADE,
  -- JSON, as the API has it.
  settings    TEXT NOT NULL,
  -- The most that is named in them.
  greatest    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX reservation_target
  ON reservation (function_id, COALESCE(version_id, ''), COALESCE(alias_id, ''));
CREATE INDEX reservation_version ON reservation (version_id);
CREATE INDEX reservation_alias ON reservation (alias_id);

-- How many of them were ready, from a second on.
CREATE TABLE reserved_report (
  function_id TEXT NOT NULL,
  version     TEXT NOT NULL,
  at          INTEGER NOT NULL,
  ready       INTEGER NOT NULL,
  PRIMARY KEY (function_id, version, at)
) STRICT, WITHOUT ROWID;
