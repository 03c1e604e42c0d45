-- What happened to posts, for those who watch. The log is written by triggers, in the transaction of the change itself:
-- nothing is missed and nothing is told that was rolled back, whichever program writes.
--
-- Its order is that of transactions, not of `id` alone: a number is drawn before its row can be seen. A reader stops
-- before the oldest transaction that still runs, and so never passes a row that appears later.

CREATE TABLE hearth_events (
    txid XID8 NOT NULL DEFAULT pg_current_xact_id(),
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    -- created, changed, published, withdrawn, deleted or voted; the first row of all is start.
    kind TEXT NOT NULL,
    post_id INTEGER NOT NULL,
    -- Unknown for a vote: whoever reads looks at the post.
    owner_id INTEGER,
    -- Whether others than the owner may know of it.
    public BOOLEAN,
    happened_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (txid, id)
);

-- A place to begin behind. The newest row is never removed, so that there is always one.
INSERT INTO hearth_events (kind, post_id) VALUES ('start', 0);

CREATE FUNCTION hearth_log_post() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO hearth_events (kind, post_id, owner_id, public)
        VALUES ('created', NEW.id, NEW.owner_id, NEW.published);
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO hearth_events (kind, post_id, owner_id, public)
        VALUES ('deleted', OLD.id, OLD.owner_id, OLD.published);
    ELSE
        INSERT INTO hearth_events (kind, post_id, owner_id, public)
        VALUES (
            CASE WHEN OLD.published = NEW.published THEN 'changed' WHEN NEW.published THEN 'published' ELSE 'withdrawn' END,
            NEW.id, NEW.owner_id, OLD.published OR NEW.published
        );
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER hearth_log_post AFTER INSERT OR DELETE ON posts
    FOR EACH ROW EXECUTE FUNCTION hearth_log_post();
CREATE TRIGGER hearth_log_changed_post AFTER UPDATE ON posts
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION hearth_log_post();

-- Where a number of votes has changed; after the score itself, because triggers run in the order of their names.
CREATE FUNCTION hearth_log_votes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO hearth_events (kind, post_id) SELECT DISTINCT 'voted', post_id FROM changed;
    RETURN NULL;
END
$$;

CREATE TRIGGER hearth_log_added_votes AFTER INSERT ON votes REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hearth_log_votes();
CREATE TRIGGER hearth_log_removed_votes AFTER DELETE ON votes REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION hearth_log_votes();
