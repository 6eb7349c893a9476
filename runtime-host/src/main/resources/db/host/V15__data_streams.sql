-- Streams of Data Ingestion Service; their records are in a database of their own.
CREATE TABLE data_stream (
  name        TEXT PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  type        TEXT NOT NULL,
  data_type   TEXT NOT NULL,
  partitions  INTEGER NOT NULL,
  -- How long records are kept.
  hours       INTEGER NOT NULL,
  -- A JSON object of texts.
  tags        TEXT NOT NULL,
  -- Milliseconds since 1970.
  created_at  INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;
