-- What Virtual Private Cloud's API makes: VPCs with subnets, security groups with rules.
CREATE TABLE network_object (
  id         TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,
  -- The VPC of a subnet, the group of a rule; else itself.
  parent     TEXT NOT NULL REFERENCES network_object (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  -- A JSON object.
  document   TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX network_object_parent ON network_object (parent, kind);

-- A function's VPC, subnet and security groups: a JSON object; {} where it has none.
ALTER TABLE function ADD COLUMN networking TEXT NOT NULL DEFAULT '{}';
ALTER TABLE function ADD COLUMN subnet TEXT REFERENCES network_object (id);
ALTER TABLE function_version ADD COLUMN networking TEXT NOT NULL DEFAULT '{}';
ALTER TABLE function_version ADD COLUMN subnet TEXT REFERENCES network_object (id);
CREATE INDEX function_subnet ON function (subnet);
CREATE INDEX function_version_subnet ON function_version (subnet);
