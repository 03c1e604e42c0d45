-- What readers report: a post, or a person.
CREATE TABLE hearth_reports (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reporter_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Whom it is about: the owner, where it is about a post.
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    post_id INTEGER REFERENCES posts (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved', 'dismissed')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    closed_at TIMESTAMPTZ
);

-- The queue, and what is behind it.
CREATE INDEX hearth_reports_state ON hearth_reports (state, id);
-- One that is open for each reader and what it is about. It counts those of a reader, too.
CREATE UNIQUE INDEX hearth_reports_once ON hearth_reports (reporter_id, user_id, COALESCE(post_id, 0)) WHERE state = 'open';
-- For ON DELETE CASCADE.
CREATE INDEX hearth_reports_of_reporter ON hearth_reports (reporter_id);
CREATE INDEX hearth_reports_about_user ON hearth_reports (user_id);
CREATE INDEX hearth_reports_about_post ON hearth_reports (post_id);

-- Whose posts a reader does not see.
CREATE TABLE hearth_blocks (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('block', 'mute')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, other_id)
);

CREATE INDEX hearth_blocks_of_other ON hearth_blocks (other_id);
