-- What API Gateway's API makes: instances, and in them groups, environments, APIs, applications
-- and authorizers.
CREATE TABLE gateway_object (
  id         TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,
  -- The instance that it is in; an instance is in itself.
  instance   TEXT NOT NULL REFERENCES gateway_object (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  -- A JSON object, as the API shows it.
  document   TEXT NOT NULL,
  -- The secret of an application, encrypted.
  secret     BLOB,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (instance, kind, name)
) STRICT;

-- The keys by which applications are known.
CREATE TABLE application_key (
  value       TEXT PRIMARY KEY,
  application TEXT NOT NULL REFERENCES gateway_object (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX application_key_application ON application_key (application);

-- Codes that do in the place of signatures, by their SHA-256.
CREATE TABLE application_code (
  id          TEXT PRIMARY KEY,
  application TEXT NOT NULL REFERENCES gateway_object (id) ON DELETE CASCADE,
  hash        TEXT NOT NULL UNIQUE,
  code        BLOB NOT NULL,
  created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX application_code_application ON application_code (application);

-- Which applications may call which APIs: those that triggers made, too.
CREATE TABLE api_authorization (
  id            TEXT PRIMARY KEY,
  application   TEXT NOT NULL REFERENCES gateway_object (id) ON DELETE CASCADE,
  api           TEXT NOT NULL,
  environment   TEXT NOT NULL,
  authorized_at TEXT NOT NULL,
  UNIQUE (application, api, environment)
) STRICT;

-- What APIs were when they were published; the current one of each environment is served.
CREATE TABLE api_publication (
  version      TEXT PRIMARY KEY,
  api          TEXT NOT NULL REFERENCES gateway_object (id) ON DELETE CASCADE,
  environment  TEXT NOT NULL,
  -- A JSON object: the API, as it was then.
  document     TEXT NOT NULL,
  remark       TEXT NOT NULL,
  published_at TEXT NOT NULL,
  current      INTEGER NOT NULL,
  route        TEXT NOT NULL,
  route_method TEXT NOT NULL
) STRICT;
CREATE INDEX api_publication_api ON api_publication (api, environment);
CREATE INDEX api_publication_route ON api_publication (route) WHERE current = 1;

-- Names of hosts that lead to groups.
CREATE TABLE gateway_domain (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL UNIQUE,
  gateway_group TEXT NOT NULL REFERENCES gateway_object (id) ON DELETE CASCADE,
  min_tls      TEXT NOT NULL,
  redirects    INTEGER NOT NULL,
  -- A user's certificate: its id and name, the chain in PEM, and the private key, encrypted.
  certificate  TEXT,
  certificate_name TEXT,
  chain        TEXT,
  private_key  BLOB
) STRICT;
CREATE INDEX gateway_domain_group ON gateway_domain (gateway_group);
