-- Searches of one letter or two, which have no trigram: the letters of a title and each two that follow one another, in the
-- case that ILIKE compares. Some stand in it more than once; an index takes each once.
CREATE FUNCTION hearth_letters(title TEXT) RETURNS TEXT[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    letters TEXT[] := pg_catalog.string_to_array(pg_catalog.lower(title), NULL);
    found TEXT[] := letters;
BEGIN
    FOR at IN 2 .. pg_catalog.cardinality(letters) LOOP
        found := found || (letters[at - 1] || letters[at]);
    END LOOP;
    RETURN found;
END
$$;

CREATE INDEX posts_title_letters ON posts USING gin (hearth_letters(title));
