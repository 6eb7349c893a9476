CREATE TABLE topic (
  urn          TEXT PRIMARY KEY,
  id           TEXT NOT NULL,
  name         TEXT NOT NULL,
  display_name TEXT NOT NULL,
  introduction TEXT NOT NULL,
  -- A JSON object of texts.
  tags         TEXT NOT NULL,
  -- Milliseconds since 1970.
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE subscription (
  urn       TEXT PRIMARY KEY,
  topic     TEXT NOT NULL REFERENCES topic (urn) ON DELETE CASCADE,
  protocol  TEXT NOT NULL,
  endpoint  TEXT NOT NULL,
  remark    TEXT NOT NULL,
  confirmed INTEGER NOT NULL,
  -- Whoever knows it may confirm.
  token     TEXT NOT NULL UNIQUE,
  UNIQUE (topic, protocol, endpoint)
) STRICT;

-- What HTTP endpoints are still to be told.
CREATE TABLE notice (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Empty for an alarm rule's own webhook.
  subscription TEXT NOT NULL,
  url          TEXT NOT NULL,
  -- A JSON object of texts.
  headers      TEXT NOT NULL,
  body         TEXT NOT NULL,
  attempts     INTEGER NOT NULL,
  -- Milliseconds since 1970.
  due_at       INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_due ON notice (due_at);
CREATE INDEX notice_subscription ON notice (subscription);
INSERT INTO notice (id, subscription, url, headers, body, attempts, due_at, expires_at)
  SELECT id, '', url, '{}', body, attempts, due_at, created_at + 86400000 FROM alarm_notice;
DROP TABLE alarm_notice;
