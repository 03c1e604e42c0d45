-- The keys under which clients wrote posts (the header Idempotency-Key): who does not know whether a post arrived sends it
-- again under the same key, and it is written once.
CREATE TABLE hearth_post_keys (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    -- Of what was sent: SHA-256.
    fingerprint BYTEA NOT NULL,
    -- Refers to posts, but outlives them: what was deleted must not be written once more.
    post_id INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
);

-- Keys are forgotten in the order of their age.
CREATE INDEX hearth_post_keys_oldest ON hearth_post_keys (created_at);
