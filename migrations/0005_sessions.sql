-- Tokens issued before this moment are no longer taken: a changed password ends the sessions that it did not start.
ALTER TABLE users ADD COLUMN sessions_since TIMESTAMPTZ NOT NULL DEFAULT '-infinity';

-- The Python backend has it since a migration of its own, which not every deployment has seen.
ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number VARCHAR;
