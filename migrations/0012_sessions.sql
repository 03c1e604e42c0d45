-- The sessions of accounts: a row for each token that was given out by signing in and has not ended. A token that names its
-- session (the claim `session`) is taken only while the row is there, so that deleting the row revokes the token.
CREATE TABLE hearth_sessions (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- When the token was issued.
    created_at TIMESTAMPTZ NOT NULL,
    -- To a minute or so.
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    -- What the client calls itself (User-Agent), cleaned and cut. NULL where it says nothing.
    device TEXT,
    -- The address that it was last seen from. NULL where it came over a socket of the same computer.
    address TEXT
) WITH (fillfactor = 80);

-- No index on `last_seen_at`, which changes often: without one PostgreSQL changes the row in place.
CREATE INDEX hearth_sessions_of_user ON hearth_sessions (user_id);
CREATE INDEX hearth_sessions_oldest ON hearth_sessions (expires_at);

-- Tokens without a session, as the Python backend and earlier versions give them out, are in no list. Those issued before this
-- moment are no longer taken: so the other sessions of an account end, also those that cannot be listed.
ALTER TABLE users ADD COLUMN unlisted_since TIMESTAMPTZ NOT NULL DEFAULT '-infinity';
