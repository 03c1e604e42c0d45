-- The name that others see instead of the address. NULL or empty: none. Not unique; the address is.
ALTER TABLE users ADD COLUMN IF NOT EXISTS display_name VARCHAR;

-- The time of the last change of a published post's words, whichever program made it; NULL where there was none.
ALTER TABLE posts ADD COLUMN edited_at TIMESTAMPTZ;

-- Its trigger names no column: the type of one that a trigger names cannot be changed, as other programs' migrations may do.
CREATE FUNCTION hearth_note_edit() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published AND NEW.published
       AND (OLD.title IS DISTINCT FROM NEW.title OR OLD.content IS DISTINCT FROM NEW.content)
    THEN
        NEW.edited_at := pg_catalog.now();
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER hearth_note_edit BEFORE UPDATE ON posts
    FOR EACH ROW EXECUTE FUNCTION hearth_note_edit();
