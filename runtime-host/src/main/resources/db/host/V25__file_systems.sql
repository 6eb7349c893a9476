-- File systems of Scalable File Service Turbo; what they hold is in files beside the database.
CREATE TABLE file_system (
  id                 TEXT PRIMARY KEY,
  name               TEXT NOT NULL,
  share_type         TEXT NOT NULL,
  gigabytes          INTEGER NOT NULL,
  zone               TEXT NOT NULL,
  vpc                TEXT NOT NULL,
  subnet             TEXT NOT NULL,
  security_group     TEXT NOT NULL,
  enterprise_project TEXT NOT NULL,
  -- A JSON object of texts.
  tags               TEXT NOT NULL,
  -- Milliseconds since 1970.
  created_at         INTEGER NOT NULL
) STRICT;

-- A JSON object; empty for a function that mounts nothing.
ALTER TABLE function ADD COLUMN mounts TEXT NOT NULL DEFAULT '';
ALTER TABLE function_version ADD COLUMN mounts TEXT NOT NULL DEFAULT '';
