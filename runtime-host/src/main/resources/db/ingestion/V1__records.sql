CREATE TABLE partition (
  stream TEXT NOT NULL,
  number INTEGER NOT NULL,
  -- The sequence number of the next record.
  next   INTEGER NOT NULL,
  PRIMARY KEY (stream, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  stream     TEXT NOT NULL,
  partition  INTEGER NOT NULL,
  sequence   INTEGER NOT NULL,
  key        TEXT NOT NULL,
  data       BLOB NOT NULL,
  -- Milliseconds since 1970; never less than that of the record before.
  arrived_at INTEGER NOT NULL,
  PRIMARY KEY (stream, partition, sequence)
) STRICT;

-- Those who read streams and note how far they are.
CREATE TABLE app (
  name       TEXT PRIMARY KEY,
  id         TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE checkpoint (
  -- The name of an app, or the id of a trigger behind "trigger/".
  consumer  TEXT NOT NULL,
  stream    TEXT NOT NULL,
  partition INTEGER NOT NULL,
  -- An app: of the last record it has read. A trigger: of the next one to read.
  sequence  INTEGER NOT NULL,
  -- An app: what it likes. A trigger: the id of the invocation that is to end first, or empty.
  note      TEXT NOT NULL,
  PRIMARY KEY (consumer, stream, partition)
) STRICT, WITHOUT ROWID;
