-- Invites to sign up. The code itself is shown once, to who makes it.
CREATE TABLE hearth_invites (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Of the code: SHA-256.
    digest BYTEA NOT NULL UNIQUE,
    -- NULL where it was made at the command line, or its maker is gone.
    created_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL,
    -- How many accounts it is for, and how many were made with it.
    uses_max INTEGER NOT NULL CHECK (uses_max > 0),
    uses INTEGER NOT NULL DEFAULT 0 CHECK (uses <= uses_max),
    -- For those who look after the server.
    note TEXT
);

CREATE INDEX hearth_invites_of_maker ON hearth_invites (created_by);
