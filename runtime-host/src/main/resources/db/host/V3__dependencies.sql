CREATE TABLE dependency (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL UNIQUE,
  -- The number of the version made last; numbers are not used twice.
  last_version INTEGER NOT NULL
) STRICT;

CREATE TABLE dependency_version (
  id            TEXT PRIMARY KEY,
  dependency_id TEXT NOT NULL REFERENCES dependency (id) ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  runtime       TEXT NOT NULL,
  description   TEXT NOT NULL,
  etag          TEXT NOT NULL,
  size          INTEGER NOT NULL,
  -- Names the folder of the code store.
  code_stored   TEXT NOT NULL,
  modified_at   TEXT NOT NULL,
  UNIQUE (dependency_id, number)
) STRICT;
CREATE INDEX dependency_version_code ON dependency_version (code_stored);

-- JSON array of {"given","version","stored"}: what was asked for, the id of its version, its folder.
ALTER TABLE function ADD COLUMN dependencies TEXT NOT NULL DEFAULT '[]';
ALTER TABLE function_version ADD COLUMN dependencies TEXT NOT NULL DEFAULT '[]';
CREATE INDEX function_dependencies ON function (dependencies) WHERE dependencies <> '[]';
CREATE INDEX version_dependencies ON function_version (dependencies) WHERE dependencies <> '[]';
