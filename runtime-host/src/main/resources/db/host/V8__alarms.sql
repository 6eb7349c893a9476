CREATE TABLE alarm_rule (
  id         TEXT PRIMARY KEY,
  -- JSON, as the API shows it.
  rule       TEXT NOT NULL,
  enabled    INTEGER NOT NULL,
  -- Whether webhooks are told.
  notifies   INTEGER NOT NULL,
  state      TEXT NOT NULL,
  -- Milliseconds since 1970: when the state became what it is.
  changed_at INTEGER NOT NULL
) STRICT;

-- What webhooks are still to be told.
CREATE TABLE alarm_notice (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  url        TEXT NOT NULL,
  body       TEXT NOT NULL,
  attempts   INTEGER NOT NULL,
  -- Milliseconds since 1970.
  created_at INTEGER NOT NULL,
  due_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX alarm_notice_due ON alarm_notice (due_at);
