-- What was published for triggers, in order, until their functions are to be called with it.
CREATE TABLE trigger_inbox (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  trigger_id TEXT NOT NULL REFERENCES event_trigger (id) ON DELETE CASCADE,
  -- JSON text.
  message    TEXT NOT NULL
) STRICT;
CREATE INDEX trigger_inbox_trigger ON trigger_inbox (trigger_id, id);

DROP INDEX trigger_type;
CREATE INDEX trigger_name ON event_trigger (type, name);
