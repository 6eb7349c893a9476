-- One number for all functions: a function made anew under an old name never repeats a revision.
CREATE TABLE revision_counter (
  value INTEGER NOT NULL
) STRICT;
INSERT INTO revision_counter (value) VALUES (0);

CREATE TABLE function (
  id                  TEXT PRIMARY KEY,
  urn                 TEXT NOT NULL UNIQUE,
  package             TEXT NOT NULL,
  name                TEXT NOT NULL,
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
  -- Names the folder of the code store; empty where there is no code.
  code_stored         TEXT NOT NULL,
  -- Sealed JSON: user_data and encrypted_user_data.
  environment         BLOB NOT NULL,
  collected           INTEGER NOT NULL,
  revision            INTEGER NOT NULL,
  modified_at         TEXT NOT NULL
) STRICT;
CREATE INDEX function_code ON function (code_stored);
CREATE INDEX function_package ON function (package, name);

CREATE TABLE function_tag (
  function_id TEXT NOT NULL REFERENCES function (id) ON DELETE CASCADE,
  key         TEXT NOT NULL,
  value       TEXT NOT NULL,
  PRIMARY KEY (function_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_trigger (
  id           TEXT PRIMARY KEY,
  function_id  TEXT NOT NULL REFERENCES function (id) ON DELETE CASCADE,
  type         TEXT NOT NULL,
  status       TEXT NOT NULL,
  name         TEXT NOT NULL,
  event_data   TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  -- Timers: when it last fired, or since when it may; milliseconds since 1970.
  fired_at     INTEGER NOT NULL,
  -- API routes: group and path with the way they match; null for other types.
  route        TEXT,
  route_method TEXT
) STRICT;
CREATE INDEX trigger_function ON event_trigger (function_id);
CREATE INDEX trigger_type ON event_trigger (type);
CREATE UNIQUE INDEX trigger_route ON event_trigger (route, route_method);

-- Answers of completed creations, by the id of the operation that asked.
CREATE TABLE operation_answer (
  operation TEXT PRIMARY KEY,
  status    INTEGER NOT NULL,
  body      TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_answer_at ON operation_answer (at);

-- The newest fence seen of each state.
CREATE TABLE fence (
  lineage TEXT PRIMARY KEY,
  value   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
