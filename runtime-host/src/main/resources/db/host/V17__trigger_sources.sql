-- Passwords of event_data, sealed; it is stored without them.
ALTER TABLE event_trigger ADD COLUMN secrets BLOB;

-- Up to where sources were read whose servers do not remember that themselves.
CREATE TABLE trigger_position (
  trigger_id TEXT PRIMARY KEY REFERENCES event_trigger (id) ON DELETE CASCADE,
  position   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
