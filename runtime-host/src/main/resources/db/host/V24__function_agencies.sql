-- Names of agencies, empty where there is none: what the host does for a function, and what it does itself.
ALTER TABLE function ADD COLUMN agency TEXT NOT NULL DEFAULT '';
ALTER TABLE function ADD COLUMN execution_agency TEXT NOT NULL DEFAULT '';
ALTER TABLE function_version ADD COLUMN agency TEXT NOT NULL DEFAULT '';
ALTER TABLE function_version ADD COLUMN execution_agency TEXT NOT NULL DEFAULT '';
