-- Notices go to topics and data streams too.
ALTER TABLE notice RENAME COLUMN bucket TO target;
ALTER TABLE notice RENAME COLUMN key TO name;
ALTER TABLE notice ADD COLUMN service TEXT NOT NULL DEFAULT 'OBS';
