-- Of the services on one database, the one that leads writes what they find out.
CREATE TABLE leader (
  role    TEXT    PRIMARY KEY,
  id      TEXT    NOT NULL,
  fence   INTEGER NOT NULL,
  actor   TEXT    NOT NULL,
  command TEXT    NOT NULL,
  process TEXT    NOT NULL,
  since   INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT;

CREATE TABLE deployment (
  id         INTEGER PRIMARY KEY,
  repository TEXT    NOT NULL,
  branch     TEXT    NOT NULL,
  path       TEXT    NOT NULL,
  workspace  TEXT    NOT NULL,
  head       TEXT,
  seen       INTEGER,
  deployed   TEXT,
  inputs     TEXT,
  pinned     TEXT,
  obstacle   TEXT,
  UNIQUE (repository, branch, path, workspace)
) STRICT;

CREATE TABLE deployment_run (
  deployment_id INTEGER NOT NULL REFERENCES deployment,
  number        INTEGER NOT NULL,
  git_commit    TEXT    NOT NULL,
  inputs        TEXT    NOT NULL,
  actor         TEXT    NOT NULL,
  outcome       TEXT    NOT NULL,
  plan_hash     TEXT,
  revision      INTEGER,
  summary       TEXT,
  started       INTEGER NOT NULL,
  ended         INTEGER,
  PRIMARY KEY (deployment_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocked_commit (
  deployment_id INTEGER NOT NULL REFERENCES deployment,
  git_commit    TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  actor         TEXT    NOT NULL,
  at            INTEGER NOT NULL,
  lifted        INTEGER,
  PRIMARY KEY (deployment_id, git_commit)
) STRICT, WITHOUT ROWID;

CREATE TABLE approval (
  deployment_id INTEGER NOT NULL REFERENCES deployment,
  git_commit    TEXT    NOT NULL,
  plan_hash     TEXT    NOT NULL,
  actor         TEXT    NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (deployment_id, git_commit, plan_hash)
) STRICT, WITHOUT ROWID;
