-- Votes and ranks move from the post to a narrow table of their own. A vote then rewrites a few bytes in place of the
-- whole post with all its indexes, never waits for who edits the post, and `top` and `hot` are one index each.
--
-- Triggers keep it, so that whoever else writes to posts and votes keeps it right without knowing. They run with the
-- rights and the search path of who migrates: other writers may have neither.

LOCK TABLE posts, votes IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE hearth_scores (
    post_id INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    votes BIGINT NOT NULL DEFAULT 0,
    -- As on the post.
    created_at TIMESTAMPTZ NOT NULL,
    published BOOLEAN NOT NULL,
    -- Ten times the votes weigh as much as twelve and a half hours. It changes only when a vote does, not with time.
    hot DOUBLE PRECISION NOT NULL GENERATED ALWAYS AS (
        log(greatest(votes, 1)::double precision)
        + extract(epoch FROM created_at AT TIME ZONE 'UTC')::double precision / 45000
    ) STORED
);

INSERT INTO hearth_scores (post_id, votes, created_at, published)
SELECT id, (SELECT count(*) FROM votes WHERE post_id = posts.id), created_at, published FROM posts;

CREATE INDEX hearth_scores_top ON hearth_scores (votes DESC, post_id DESC) WHERE published;
CREATE INDEX hearth_scores_hot ON hearth_scores (hot DESC, post_id DESC) WHERE published;

CREATE FUNCTION hearth_score_post() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO hearth_scores (post_id, created_at, published) VALUES (NEW.id, NEW.created_at, NEW.published);
    ELSE
        UPDATE hearth_scores SET created_at = NEW.created_at, published = NEW.published WHERE post_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER hearth_score_new_post AFTER INSERT ON posts
    FOR EACH ROW EXECUTE FUNCTION hearth_score_post();
CREATE TRIGGER hearth_score_changed_post AFTER UPDATE OF created_at, published ON posts
    FOR EACH ROW WHEN ((OLD.created_at, OLD.published) IS DISTINCT FROM (NEW.created_at, NEW.published))
    EXECUTE FUNCTION hearth_score_post();

-- The votes that one statement adds or removes, counted at once. Scores are taken hold of in the order of their posts: two
-- who change the votes of many posts do not wait for each other in a circle.
CREATE FUNCTION hearth_count_votes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE hearth_scores SET votes = votes + CASE TG_OP WHEN 'INSERT' THEN held.number ELSE -held.number END
    FROM (
        SELECT post_id, number
        FROM (SELECT post_id, count(*) AS number FROM changed GROUP BY post_id) AS counted
             JOIN hearth_scores AS score USING (post_id)
        ORDER BY post_id FOR NO KEY UPDATE OF score
    ) AS held
    WHERE hearth_scores.post_id = held.post_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION hearth_move_vote() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE hearth_scores SET votes = votes - 1 WHERE post_id = OLD.post_id;
    UPDATE hearth_scores SET votes = votes + 1 WHERE post_id = NEW.post_id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION hearth_forget_votes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE hearth_scores SET votes = 0;
    RETURN NULL;
END
$$;

DROP TRIGGER hearth_count_vote ON votes;
DROP FUNCTION hearth_count_vote();
CREATE TRIGGER hearth_count_added AFTER INSERT ON votes REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hearth_count_votes();
CREATE TRIGGER hearth_count_removed AFTER DELETE ON votes REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hearth_count_votes();
CREATE TRIGGER hearth_count_moved AFTER UPDATE OF post_id ON votes
    FOR EACH ROW EXECUTE FUNCTION hearth_move_vote();

ALTER TABLE posts DROP COLUMN vote_count;

-- Whoever reads the feed never steps over others' drafts; an owner's posts and drafts are a range each.
DROP INDEX posts_newest;
CREATE INDEX posts_newest ON posts (created_at DESC, id DESC) WHERE published;
DROP INDEX posts_of_owner;
CREATE INDEX posts_of_owner ON posts (owner_id, published, created_at DESC, id DESC);
