-- Where in object storage code was fetched from; empty for code that was sent.
ALTER TABLE function ADD COLUMN code_url TEXT NOT NULL DEFAULT '';
ALTER TABLE function_version ADD COLUMN code_url TEXT NOT NULL DEFAULT '';
