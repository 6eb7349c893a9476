-- Times are milliseconds since 1970; documents are UTF-8, or sealed where "sensitive" says so.

CREATE TABLE state (
  id        INTEGER PRIMARY KEY,
  workspace TEXT    NOT NULL UNIQUE,
  lineage   TEXT    NOT NULL UNIQUE,
  target    TEXT,
  revision  INTEGER NOT NULL DEFAULT 0,
  fence     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE lease (
  state_id INTEGER PRIMARY KEY REFERENCES state,
  id       TEXT    NOT NULL,
  fence    INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  actor    TEXT    NOT NULL,
  command  TEXT    NOT NULL,
  process  TEXT    NOT NULL,
  since    INTEGER NOT NULL,
  expires  INTEGER NOT NULL
) STRICT;

CREATE TABLE revision (
  state_id   INTEGER NOT NULL REFERENCES state,
  number     INTEGER NOT NULL,
  parent     INTEGER NOT NULL,
  actor      TEXT    NOT NULL,
  command    TEXT    NOT NULL,
  git_commit TEXT,
  plan_hash  TEXT,
  at         INTEGER NOT NULL,
  summary    TEXT,
  PRIMARY KEY (state_id, number)
) STRICT, WITHOUT ROWID;

-- A row is what "revision" made of it, until the revision "ended" changed or removed it.
CREATE TABLE resource (
  state_id              INTEGER NOT NULL REFERENCES state,
  address               TEXT    NOT NULL,
  deposed               TEXT    NOT NULL,
  provider              TEXT    NOT NULL,
  object_id             TEXT    NOT NULL,
  attributes            BLOB    NOT NULL,
  sensitive             INTEGER NOT NULL,
  schema_version        INTEGER NOT NULL,
  status                TEXT    NOT NULL,
  create_before_destroy INTEGER NOT NULL,
  dependencies          TEXT    NOT NULL,
  revision              INTEGER NOT NULL,
  ended                 INTEGER
) STRICT;

CREATE UNIQUE INDEX resource_current ON resource (state_id, address, deposed) WHERE ended IS NULL;
CREATE INDEX resource_begun ON resource (state_id, revision);
CREATE INDEX resource_ended ON resource (state_id, ended) WHERE ended IS NOT NULL;

CREATE TABLE output (
  state_id  INTEGER NOT NULL REFERENCES state,
  name      TEXT    NOT NULL,
  value     BLOB    NOT NULL,
  sensitive INTEGER NOT NULL,
  revision  INTEGER NOT NULL,
  ended     INTEGER
) STRICT;

CREATE UNIQUE INDEX output_current ON output (state_id, name) WHERE ended IS NULL;
CREATE INDEX output_begun ON output (state_id, revision);
CREATE INDEX output_ended ON output (state_id, ended) WHERE ended IS NOT NULL;

CREATE TABLE operation (
  id           TEXT    PRIMARY KEY,
  state_id     INTEGER NOT NULL REFERENCES state,
  address      TEXT    NOT NULL,
  deposed      TEXT    NOT NULL,
  action       TEXT    NOT NULL,
  planned      BLOB,
  sensitive    INTEGER NOT NULL,
  intended_at  INTEGER NOT NULL,
  fence        INTEGER NOT NULL,
  result       TEXT,
  concluded_at INTEGER
) STRICT;

CREATE INDEX operation_open ON operation (state_id) WHERE result IS NULL OR result = 'UNKNOWN';
