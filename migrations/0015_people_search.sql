-- Searching people by their names, and by what stands before the @ of their addresses: by how these begin, which an index of
-- letters finds as fast among many as among few, and by any part of three letters and more.
CREATE INDEX users_name_start ON users (hearth_fold(display_name) text_pattern_ops);
CREATE INDEX users_address_start ON users (hearth_fold(email) text_pattern_ops);

-- The extension is in whichever schema its owner has chosen, or not there.
DO $$
DECLARE
    operators TEXT := (
        SELECT format('%I.gin_trgm_ops', nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
        WHERE extname = 'pg_trgm'
    );
BEGIN
    IF operators IS NOT NULL THEN
        EXECUTE 'CREATE INDEX users_name_trigrams ON users USING gin (hearth_fold(display_name) ' || operators || ')';
        EXECUTE 'CREATE INDEX users_address_trigrams ON users USING gin (hearth_fold(split_part(email, ''@'', 1)) '
            || operators || ')';
    END IF;
END
$$;
