-- Links with which a forgotten password is set anew: one for each account, the newest.
CREATE TABLE hearth_password_resets (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- Of the secret in the link: SHA-256.
    digest BYTEA NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL
);
