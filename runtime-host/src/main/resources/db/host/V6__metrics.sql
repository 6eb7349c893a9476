CREATE TABLE metric_series (
  id          INTEGER PRIMARY KEY,
  function_id TEXT NOT NULL,
  -- Without version.
  urn         TEXT NOT NULL,
  version     TEXT NOT NULL,
  UNIQUE (function_id, version)
) STRICT;

CREATE TABLE metric (
  series          INTEGER NOT NULL REFERENCES metric_series (id),
  -- Seconds: a minute, an hour or a day.
  span            INTEGER NOT NULL,
  -- Seconds since 1970.
  start           INTEGER NOT NULL,
  requests        INTEGER NOT NULL,
  function_errors INTEGER NOT NULL,
  system_errors   INTEGER NOT NULL,
  rejections      INTEGER NOT NULL,
  runs            INTEGER NOT NULL,
  duration_sum    REAL NOT NULL,
  duration_min    REAL NOT NULL,
  duration_max    REAL NOT NULL,
  concurrency     INTEGER NOT NULL,
  instances       INTEGER NOT NULL,
  billed_ms       INTEGER NOT NULL,
  billed_mb_ms    INTEGER NOT NULL,
  PRIMARY KEY (series, span, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX metric_time ON metric (span, start);

-- The last journal whose samples are in the table.
CREATE TABLE metric_journal (
  number INTEGER NOT NULL
) STRICT;
INSERT INTO metric_journal VALUES (0);
