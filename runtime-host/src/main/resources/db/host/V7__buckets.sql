CREATE TABLE bucket (
  name       TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  -- Bytes that it may hold; 0 for no limit.
  quota      INTEGER NOT NULL DEFAULT 0,
  -- JSON object.
  tags       TEXT NOT NULL DEFAULT '{}',
  -- How many objects it holds, and their bytes.
  objects    INTEGER NOT NULL DEFAULT 0,
  bytes      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE bucket_object (
  id          INTEGER PRIMARY KEY,
  bucket      TEXT NOT NULL REFERENCES bucket (name),
  key         TEXT NOT NULL,
  size        INTEGER NOT NULL,
  etag        TEXT NOT NULL,
  modified_at INTEGER NOT NULL,
  -- JSON object: Content-Type and others that are given back as they came.
  headers     TEXT NOT NULL,
  -- JSON object of the user's own.
  metadata    TEXT NOT NULL,
  UNIQUE (bucket, key)
) STRICT;

CREATE TABLE bucket_upload (
  id         TEXT PRIMARY KEY,
  bucket     TEXT NOT NULL REFERENCES bucket (name),
  key        TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  headers    TEXT NOT NULL,
  metadata   TEXT NOT NULL
) STRICT;
CREATE INDEX bucket_upload_key ON bucket_upload (bucket, key, id);

CREATE TABLE bucket_part (
  upload      TEXT NOT NULL REFERENCES bucket_upload (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  size        INTEGER NOT NULL,
  etag        TEXT NOT NULL,
  modified_at INTEGER NOT NULL,
  -- Names a file.
  blob        TEXT NOT NULL UNIQUE,
  PRIMARY KEY (upload, number)
) STRICT;

-- The content of an object, in order.
CREATE TABLE bucket_piece (
  object INTEGER NOT NULL REFERENCES bucket_object (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  size   INTEGER NOT NULL,
  blob   TEXT NOT NULL UNIQUE,
  PRIMARY KEY (object, number)
) STRICT;

-- Files to which nothing refers any more, until they are deleted.
CREATE TABLE bucket_garbage (
  blob TEXT PRIMARY KEY
) STRICT;
