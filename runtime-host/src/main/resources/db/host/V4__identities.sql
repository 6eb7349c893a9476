CREATE TABLE iam_user (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  -- Algorithm, rounds, salt and hash; null where the user has no password.
  password    TEXT,
  enabled     INTEGER NOT NULL,
  access_mode TEXT NOT NULL,
  -- Whether a console is to ask for a new password.
  pwd_status  INTEGER NOT NULL,
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE iam_group (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE iam_member (
  group_id TEXT NOT NULL REFERENCES iam_group (id) ON DELETE CASCADE,
  user_id  TEXT NOT NULL REFERENCES iam_user (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) STRICT;
CREATE INDEX iam_member_user ON iam_member (user_id);

CREATE TABLE iam_policy (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL UNIQUE,
  description  TEXT NOT NULL,
  document     TEXT NOT NULL,
  -- 1 for those that come with the host and never change.
  system       INTEGER NOT NULL,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL
) STRICT;

CREATE TABLE iam_grant (
  group_id  TEXT NOT NULL REFERENCES iam_group (id) ON DELETE CASCADE,
  policy_id TEXT NOT NULL REFERENCES iam_policy (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, policy_id)
) STRICT;
CREATE INDEX iam_grant_policy ON iam_grant (policy_id);

CREATE TABLE iam_key (
  access_key  TEXT PRIMARY KEY,
  user_id     TEXT NOT NULL REFERENCES iam_user (id) ON DELETE CASCADE,
  -- The secret key, encrypted.
  secret      BLOB NOT NULL,
  description TEXT NOT NULL,
  enabled     INTEGER NOT NULL,
  created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX iam_key_user ON iam_key (user_id);

-- Tokens by their SHA-256: who reads the table cannot use them.
CREATE TABLE iam_token (
  digest     TEXT PRIMARY KEY,
  user_id    TEXT NOT NULL REFERENCES iam_user (id) ON DELETE CASCADE,
  issued_at  TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX iam_token_user ON iam_token (user_id);
CREATE INDEX iam_token_expiry ON iam_token (expires_at);

-- The guide's tables 1-6 and 1-7.
INSERT INTO iam_policy VALUES
  ('5e1f0000000000000000000000000001', 'functiongraph_full_access', 'FunctionGraph FullAccess',
   'All permissions for FunctionGraph',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["functiongraph:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000002', 'functiongraph_read_only_access',
   'FunctionGraph ReadOnlyAccess', 'Read-only permissions for FunctionGraph',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["functiongraph:*:get*","functiongraph:*:list*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000003', 'functiongraph_common_operations',
   'FunctionGraph CommonOperations', 'Query functions and triggers, and invoke functions',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["functiongraph:*:get*","functiongraph:*:list*","functiongraph:function:invoke*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
