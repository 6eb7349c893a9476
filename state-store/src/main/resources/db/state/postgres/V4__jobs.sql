-- Of the services on one database, the one that leads writes what they find out.
CREATE TABLE leader (
  role    TEXT   PRIMARY KEY,
  id      TEXT   NOT NULL,
  fence   BIGINT NOT NULL,
  actor   TEXT   NOT NULL,
  command TEXT   NOT NULL,
  process TEXT   NOT NULL,
  since   BIGINT NOT NULL,
  expires BIGINT NOT NULL
);

CREATE TABLE deployment (
  id         BIGINT PRIMARY KEY,
  repository TEXT   NOT NULL,
  branch     TEXT   NOT NULL,
  path       TEXT   NOT NULL,
  workspace  TEXT   NOT NULL,
  head       TEXT,
  seen       BIGINT,
  deployed   TEXT,
  inputs     TEXT,
  pinned     TEXT,
  obstacle   TEXT,
  UNIQUE (repository, branch, path, workspace)
);

CREATE TABLE deployment_run (
  deployment_id BIGINT NOT NULL REFERENCES deployment,
  number        BIGINT NOT NULL,
  git_commit    TEXT   NOT NULL,
  inputs        TEXT   NOT NULL,
  actor         TEXT   NOT NULL,
  outcome       TEXT   NOT NULL,
  plan_hash     TEXT,
  revision      BIGINT,
  summary       TEXT,
  started       BIGINT NOT NULL,
  ended         BIGINT,
  PRIMARY KEY (deployment_id, number)
);

CREATE TABLE blocked_commit (
  deployment_id BIGINT NOT NULL REFERENCES deployment,
  git_commit    TEXT   NOT NULL,
  reason        TEXT   NOT NULL,
  actor         TEXT   NOT NULL,
  at            BIGINT NOT NULL,
  lifted        BIGINT,
  PRIMARY KEY (deployment_id, git_commit)
);

CREATE TABLE approval (
  deployment_id BIGINT NOT NULL REFERENCES deployment,
  git_commit    TEXT   NOT NULL,
  plan_hash     TEXT   NOT NULL,
  actor         TEXT   NOT NULL,
  at            BIGINT NOT NULL,
  PRIMARY KEY (deployment_id, git_commit, plan_hash)
);
