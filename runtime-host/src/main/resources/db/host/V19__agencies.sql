-- What lets services, and functions, act for the account.
CREATE TABLE agency (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  -- The account or service that may use it.
  trusted     TEXT NOT NULL,
  -- FOREVER, ONEDAY or a number of days.
  duration    TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  -- Null where it does not expire.
  expires_at  TEXT
) STRICT;

CREATE TABLE agency_grant (
  agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
  policy_id TEXT NOT NULL REFERENCES iam_policy (id) ON DELETE CASCADE,
  -- domain, project or all.
  scope     TEXT NOT NULL,
  PRIMARY KEY (agency_id, policy_id, scope)
) STRICT, WITHOUT ROWID;
CREATE INDEX agency_grant_policy ON agency_grant (policy_id);

-- Keys that stand for an agency, each with a token that goes with it: only its SHA-256 is stored.
CREATE TABLE agency_key (
  access_key TEXT PRIMARY KEY,
  agency_id  TEXT NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
  -- The secret key, encrypted.
  secret     BLOB NOT NULL,
  digest     TEXT NOT NULL UNIQUE,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX agency_key_agency ON agency_key (agency_id);
CREATE INDEX agency_key_expiry ON agency_key (expires_at);

-- What the guide's section 5.3 and the services of this host know beside FunctionGraph's own.
INSERT INTO iam_policy VALUES
  ('5e1f0000000000000000000000000011', 'te_admin', 'Tenant Administrator',
   'All permissions for all services but IAM',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["*:*:*"]},{"Effect":"Deny","Action":["iam:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000012', 'readonly', 'Tenant Guest',
   'Read-only permissions for all services but IAM',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["*:*:get*","*:*:list*"]},{"Effect":"Deny","Action":["iam:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000013', 'vpc_adm', 'VPC Administrator',
   'All permissions for VPC',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["vpc:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000014', 'swr_adm', 'SWR Admin',
   'All permissions for SWR',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["swr:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000015', 'obs_adm', 'OBS Administrator',
   'All permissions for OBS',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["obs:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000016', 'smn_adm', 'SMN Administrator',
   'All permissions for SMN',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["smn:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000017', 'lts_full_access', 'LTS FullAccess',
   'All permissions for LTS',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["lts:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000018', 'dis_adm', 'DIS Administrator',
   'All permissions for DIS',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dis:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f0000000000000000000000000019', 'sfs_adm', 'SFS Administrator',
   'All permissions for SFS',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["sfs:*:*","sfsturbo:*:*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
  ('5e1f000000000000000000000000001a', 'dns_read_only_access', 'DNS ReadOnlyAccess',
   'Read-only permissions for DNS',
   '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dns:*:get*","dns:*:list*"]}]}',
   1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
