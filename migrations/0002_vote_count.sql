-- The number of votes stands on the post, kept exact by the database: a page of the feed costs the same
-- with ten votes or ten million, and whoever else writes to these tables keeps it right without knowing.

ALTER TABLE posts ADD COLUMN vote_count BIGINT NOT NULL DEFAULT 0;

-- Nobody votes between the count and the trigger.
LOCK TABLE votes IN SHARE ROW EXCLUSIVE MODE;

CREATE FUNCTION hearth_count_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE posts SET vote_count = vote_count - 1 WHERE id = OLD.post_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE posts SET vote_count = vote_count + 1 WHERE id = NEW.post_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER hearth_count_vote AFTER INSERT OR DELETE OR UPDATE OF post_id ON votes
    FOR EACH ROW EXECUTE FUNCTION hearth_count_vote();

CREATE FUNCTION hearth_forget_votes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posts SET vote_count = 0;
    RETURN NULL;
END
$$;

CREATE TRIGGER hearth_forget_votes AFTER TRUNCATE ON votes
    FOR EACH STATEMENT EXECUTE FUNCTION hearth_forget_votes();

UPDATE posts SET vote_count = counted.votes
FROM (SELECT post_id, count(*) AS votes FROM votes GROUP BY post_id) AS counted
WHERE posts.id = counted.post_id;
