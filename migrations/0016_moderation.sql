-- Who looks after the server. Nobody does until the command line or, on a computer of one's own, the first account says so.
CREATE TABLE hearth_roles (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'moderator')),
    granted_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- The accounts that cannot be signed in to: suspended ones, and those that wait for approval. While there is a row,
-- `users.sessions_since` is in the future, so that every statement that checks a session refuses theirs, whichever program has given
-- it out.
CREATE TABLE hearth_account_locks (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('suspended', 'waiting')),
    -- For the owner of a suspended account.
    reason TEXT,
    since TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- NULL: until somebody lifts it.
    until TIMESTAMPTZ
);

-- Accounts wait in the order in which they came.
CREATE INDEX hearth_account_locks_state ON hearth_account_locks (state, user_id);

-- Posts that were removed. Such a post is its owner's alone, as a draft is: it is not published, and stays so.
CREATE TABLE hearth_removed_posts (
    post_id INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    -- For the owner of the post.
    reason TEXT NOT NULL,
    removed_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Whoever else writes posts cannot publish a removed one either. It names no column, as that of 0013, and runs before that.
CREATE FUNCTION hearth_keep_removed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.published AND NOT OLD.published
       AND EXISTS (SELECT FROM hearth_removed_posts WHERE post_id = NEW.id)
    THEN
        NEW.published := FALSE;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER hearth_keep_removed BEFORE UPDATE ON posts
    FOR EACH ROW EXECUTE FUNCTION hearth_keep_removed();

-- What administrators and moderators did. It outlives whom and what it is about, and so refers to nothing.
CREATE TABLE hearth_audit_log (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    happened_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- NULL where it was done at the command line.
    actor_id INTEGER,
    actor TEXT,
    action TEXT NOT NULL,
    -- The account that it is about, or the owner of the post.
    user_id INTEGER,
    email TEXT,
    post_id INTEGER,
    title TEXT,
    -- The reason, or what the action was given: the role, the note of an invite.
    reason TEXT
);
