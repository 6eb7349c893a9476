-- An index that begins with the state alone can find any row of it, slowly. A plan that PostgreSQL
-- makes while a state is small takes it for that, and keeps it while the state grows.

DROP INDEX resource_begun;
DROP INDEX output_begun;
CREATE INDEX resource_begun ON resource (revision, state_id);
CREATE INDEX output_begun ON output (revision, state_id);
