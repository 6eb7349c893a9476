-- Of invocations whose use of memory was measured: how many, and what they used at most.
ALTER TABLE metric ADD COLUMN measured    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE metric ADD COLUMN used_kb     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE metric ADD COLUMN used_kb_max INTEGER NOT NULL DEFAULT 0;
