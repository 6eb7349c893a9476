-- What happened to objects, in order, until the function of a trigger is to be called with it.
CREATE TABLE object_event (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  trigger_id TEXT NOT NULL REFERENCES event_trigger (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL,
  bucket     TEXT NOT NULL,
  key        TEXT NOT NULL,
  -- Of what was deleted: 0, and empty.
  size       INTEGER NOT NULL,
  etag       TEXT NOT NULL,
  -- Milliseconds since 1970.
  at         INTEGER NOT NULL,
  -- Who did it, from where, and by which request.
  principal  TEXT NOT NULL,
  address    TEXT NOT NULL,
  request    TEXT NOT NULL
) STRICT;
CREATE INDEX object_event_trigger ON object_event (trigger_id, id);
