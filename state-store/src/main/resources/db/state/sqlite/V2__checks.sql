-- What the last apply found conditions to say: a JSON document, opaque to the store.

ALTER TABLE state ADD COLUMN checks TEXT;
