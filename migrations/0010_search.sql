-- Searching compares what people take for the same letters: upper and lower case, an é as one character or as two (the forms of
-- Unicode), the Greek final sigma, letters with accents and without.

-- A text as it is compared, where it has letters beyond ASCII. What a character becomes does not depend on those beside it (but
-- for the order of several signs on one letter): a part of a title becomes a part of what the title becomes, so that all is
-- found that a comparison of characters finds.
CREATE FUNCTION hearth_fold_letters(value TEXT) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    folded TEXT;
BEGIN
    -- Other encodings have no forms.
    IF pg_catalog.getdatabaseencoding() <> 'UTF8' THEN
        RETURN pg_catalog.lower(value);
    END IF;
    folded := pg_catalog.lower(pg_catalog.normalize(value, 'NFKD'));
    -- Accents of Latin, Greek and Cyrillic, and the signs of vowels in Hebrew and Arabic, which most people leave out.
    folded := pg_catalog.regexp_replace(
        folded, '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]', '', 'g'
    );
    -- A final sigma (962) is a sigma (963), and a sharp s (223) is two.
    folded := pg_catalog.translate(folded, pg_catalog.chr(962), pg_catalog.chr(963));
    RETURN pg_catalog.replace(folded, pg_catalog.chr(223), 'ss');
END
$$;

-- The first 300 characters of a text as they are compared. No title is longer, but for those of other programs.
CREATE FUNCTION hearth_fold(value TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN octet_length(value) = char_length(value) THEN lower(left(value, 300))
    ELSE hearth_fold_letters(left(value, 300))
END;

-- The pattern of LIKE for titles that hold this text, letter for letter.
CREATE FUNCTION hearth_pattern(search TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '%' || regexp_replace(hearth_fold(search), '([\\%_])', '\\\1', 'g') || '%';

-- They go first, so that adding the column does not build them once more.
DROP INDEX posts_title_letters;
DROP INDEX IF EXISTS posts_title_trigrams;

-- Folding a title takes longer than looking into it, and some searches look into many.
ALTER TABLE posts ADD COLUMN title_key TEXT GENERATED ALWAYS AS (hearth_fold(title)) STORED;

CREATE INDEX posts_title_letters ON posts USING gin (hearth_letters(title_key));

-- The extension is in whichever schema its owner has chosen, or not there.
DO $$
DECLARE
    operators TEXT := (
        SELECT format('%I.gin_trgm_ops', nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
        WHERE extname = 'pg_trgm'
    );
BEGIN
    IF operators IS NOT NULL THEN
        EXECUTE 'CREATE INDEX posts_title_trigrams ON posts USING gin (title_key ' || operators || ')';
    END IF;
END
$$;
