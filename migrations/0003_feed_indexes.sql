-- The feed's order, a user's own posts (also for ON DELETE CASCADE), and the votes of a post (likewise).
CREATE INDEX posts_newest ON posts (created_at DESC, id DESC);
CREATE INDEX posts_of_owner ON posts (owner_id, created_at DESC, id DESC);
CREATE INDEX votes_of_post ON votes (post_id);

-- Substring search needs pg_trgm. Where its owner does not let us have it, search reads the table.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX posts_title_trigrams ON posts USING gin (title gin_trgm_ops);
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE WARNING 'pg_trgm is not available: searching many posts will be slow';
END
$$;
