-- Times are milliseconds since 1970; documents are UTF-8, or sealed where "sensitive" says so.
-- What is sorted has the order of its bytes, as in SQLite.

CREATE TABLE state (
  id        BIGINT PRIMARY KEY,
  workspace TEXT   NOT NULL COLLATE "C" UNIQUE,
  lineage   TEXT   NOT NULL UNIQUE,
  target    TEXT,
  revision  BIGINT NOT NULL DEFAULT 0,
  fence     BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE lease (
  state_id BIGINT PRIMARY KEY REFERENCES state,
  id       TEXT   NOT NULL,
  fence    BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  actor    TEXT   NOT NULL,
  command  TEXT   NOT NULL,
  process  TEXT   NOT NULL,
  since    BIGINT NOT NULL,
  expires  BIGINT NOT NULL
);

CREATE TABLE revision (
  state_id   BIGINT NOT NULL REFERENCES state,
  number     BIGINT NOT NULL,
  parent     BIGINT NOT NULL,
  actor      TEXT   NOT NULL,
  command    TEXT   NOT NULL,
  git_commit TEXT,
  plan_hash  TEXT,
  at         BIGINT NOT NULL,
  summary    TEXT,
  PRIMARY KEY (state_id, number)
);

-- A row is what "revision" made of it, until the revision "ended" changed or removed it.
CREATE TABLE resource (
  state_id              BIGINT  NOT NULL REFERENCES state,
  address               TEXT    NOT NULL COLLATE "C",
  deposed               TEXT    NOT NULL COLLATE "C",
  provider              TEXT    NOT NULL,
  object_id             TEXT    NOT NULL,
  attributes            BYTEA   NOT NULL,
  sensitive             BOOLEAN NOT NULL,
  schema_version        INTEGER NOT NULL,
  status                TEXT    NOT NULL,
  create_before_destroy BOOLEAN NOT NULL,
  dependencies          TEXT    NOT NULL,
  revision              BIGINT  NOT NULL,
  ended                 BIGINT
);

CREATE UNIQUE INDEX resource_current ON resource (state_id, address, deposed) WHERE ended IS NULL;
CREATE INDEX resource_begun ON resource (state_id, revision);
CREATE INDEX resource_ended ON resource (state_id, ended) WHERE ended IS NOT NULL;

CREATE TABLE output (
  state_id  BIGINT  NOT NULL REFERENCES state,
  name      TEXT    NOT NULL COLLATE "C",
  value     BYTEA   NOT NULL,
  sensitive BOOLEAN NOT NULL,
  revision  BIGINT  NOT NULL,
  ended     BIGINT
);

CREATE UNIQUE INDEX output_current ON output (state_id, name) WHERE ended IS NULL;
CREATE INDEX output_begun ON output (state_id, revision);
CREATE INDEX output_ended ON output (state_id, ended) WHERE ended IS NOT NULL;

CREATE TABLE operation (
  id           TEXT    COLLATE "C" PRIMARY KEY,
  state_id     BIGINT  NOT NULL REFERENCES state,
  address      TEXT    NOT NULL,
  deposed      TEXT    NOT NULL,
  action       TEXT    NOT NULL,
  planned      BYTEA,
  sensitive    BOOLEAN NOT NULL,
  intended_at  BIGINT  NOT NULL,
  fence        BIGINT  NOT NULL,
  result       TEXT,
  concluded_at BIGINT
);

CREATE INDEX operation_open ON operation (state_id) WHERE result IS NULL OR result = 'UNKNOWN';
