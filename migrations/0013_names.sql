-- The name that others see instead of the address. NULL or empty: none. Not unique; the address is.
ALTER TABLE users ADD COLUMN IF NOT EXISTS display_name VARCHAR;

-- The time of the last change of a published post's words, whichever program made it; NULL where there was none.
ALTER TABLE posts ADD COLUMN edited_at TIMESTAMPTZ;

CREATE FUNCTION hearth_note_edit() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.edited_at := pg_catalog.now();
    RETURN NEW;
END
$$;

CREATE TRIGGER hearth_note_edit BEFORE UPDATE OF title, content ON posts
    FOR EACH ROW WHEN (
        OLD.published AND NEW.published AND (OLD.title IS DISTINCT FROM NEW.title OR OLD.content IS DISTINCT FROM NEW.content)
    )
    EXECUTE FUNCTION hearth_note_edit();
