-- Whether a token is good for the project or for the account (DOMAIN).
ALTER TABLE iam_token ADD COLUMN scope TEXT NOT NULL DEFAULT 'PROJECT';
