-- Searching the words of titles and texts (PostgreSQL's full text search), beside the search for a part of a title. Words are
-- compared by their stems, so that "baking" finds "baked": each language has its own, and a post is taken for one language.

-- What PostgreSQL calls the languages. A post holds the position of its own in this list, so a new one goes to the end. The
-- first takes words as they are written. Other encodings than UTF-8 lack letters of most languages, and PostgreSQL then cannot read
-- what it knows of them: such a database has the first two.
CREATE FUNCTION hearth_languages() RETURNS REGCONFIG[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (ARRAY[
    'pg_catalog.simple', 'pg_catalog.english', 'pg_catalog.german', 'pg_catalog.french', 'pg_catalog.spanish',
    'pg_catalog.italian', 'pg_catalog.portuguese', 'pg_catalog.dutch', 'pg_catalog.swedish', 'pg_catalog.danish',
    'pg_catalog.norwegian', 'pg_catalog.finnish', 'pg_catalog.hungarian', 'pg_catalog.turkish', 'pg_catalog.romanian',
    'pg_catalog.indonesian', 'pg_catalog.russian', 'pg_catalog.greek', 'pg_catalog.arabic', 'pg_catalog.hindi'
]::REGCONFIG[])[1 : CASE WHEN getdatabaseencoding() = 'UTF8' THEN 20 ELSE 2 END];

-- Frequent short words, each with the languages that have it, by their letters: a is the first in hearth_languages(). A few are
-- enough, so they are those in ASCII, which every encoding has.
CREATE FUNCTION hearth_frequent_words() RETURNS JSONB
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '{
    "a": "defgmo", "ada": "p", "adalah": "p", "af": "j", "akan": "p", "ama": "n", "an": "bc", "anche": "f", "and": "b",
    "ao": "g", "are": "b", "as": "bg", "at": "bj", "att": "i", "au": "d", "auch": "c", "auf": "c", "av": "ik", "avec": "d",
    "az": "m", "be": "b", "ben": "n", "bir": "n", "bisa": "p", "bu": "n", "but": "b", "can": "b", "care": "o", "ce": "do",
    "che": "f", "com": "g", "como": "eg", "con": "ef", "csak": "m", "cu": "o", "da": "cfgn", "daha": "n", "dan": "hp",
    "dans": "d", "dari": "p", "das": "c", "dat": "h", "de": "deghijkmno", "del": "ef", "della": "f", "dem": "c",
    "den": "cijk", "dengan": "p", "der": "c", "des": "cd", "det": "ijk", "di": "fp", "die": "ch", "din": "o", "do": "bg",
    "dos": "g", "du": "d", "e": "fg", "een": "h", "egy": "m", "ei": "l", "ein": "c", "eine": "c", "el": "e", "em": "g",
    "en": "dehijk", "er": "chjk", "es": "ce", "est": "d", "este": "eo", "et": "d", "ett": "i", "eu": "g", "ez": "m",
    "for": "bjk", "from": "b", "gibi": "n", "gli": "f", "ha": "m", "har": "ijk", "have": "b", "het": "h", "ho": "f",
    "hogy": "m", "how": "b", "hva": "k", "hvad": "j", "i": "bfijk", "ich": "c", "ik": "h", "ikke": "jk", "il": "df",
    "ile": "n", "im": "c", "in": "bcfh", "ini": "p", "inte": "i", "is": "bhm", "ist": "c", "it": "b", "itu": "p",
    "ja": "hl", "jag": "i", "je": "dh", "jeg": "jk", "joka": "l", "ke": "p", "kun": "jl", "la": "defo", "las": "e",
    "le": "df", "les": "d", "lo": "ef", "los": "e", "ma": "f", "maar": "h", "mai": "o", "mais": "dg", "man": "cijk",
    "med": "ijk", "meg": "m", "meget": "j", "mert": "m", "met": "h", "mi": "efn", "mint": "m", "mit": "c", "muito": "g",
    "mutta": "l", "muy": "e", "my": "b", "mye": "k", "na": "g", "ne": "dn", "nem": "m", "nicht": "c", "nici": "o",
    "niet": "h", "niin": "l", "no": "beg", "non": "f", "not": "b", "nous": "d", "nu": "hijo", "nyt": "l", "o": "efgno",
    "och": "i", "of": "bh", "og": "jk", "olarak": "n", "ole": "l", "olen": "l", "oli": "l", "om": "ijk", "on": "bl",
    "ook": "h", "op": "h", "os": "g", "ovat": "l", "pada": "p", "para": "eg", "pas": "d", "pe": "o", "pentru": "o",
    "per": "f", "pero": "e", "por": "eg", "pour": "d", "que": "deg", "qui": "d", "sau": "o", "saya": "p", "se": "defglo",
    "si": "ef", "sie": "c", "so": "bc", "som": "ijk", "son": "de", "sono": "f", "su": "e", "sunt": "o", "sur": "d",
    "tai": "l", "te": "egh", "that": "b", "the": "b", "they": "b", "this": "b", "tidak": "p", "til": "jk", "till": "i",
    "to": "b", "um": "g", "uma": "g", "un": "defo", "una": "ef", "und": "c", "une": "d", "untuk": "p", "van": "hm",
    "var": "ijkn", "ve": "n", "vi": "ijk", "volt": "m", "von": "c", "voor": "h", "vous": "d", "was": "bch", "wat": "h",
    "we": "bh", "what": "b", "wie": "ch", "wir": "c", "with": "b", "y": "de", "yang": "p", "you": "b", "your": "b",
    "zijn": "h", "zu": "c"
}'::JSONB;

-- The language of a text, by its first 500 characters: that of its letters, or else the one that has the most of the frequent
-- short words in it. The first, where none has more than the others. A wrong guess costs little: a word is then found by fewer
-- of its other forms.
CREATE FUNCTION hearth_language(value TEXT) RETURNS SMALLINT
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    sample TEXT := pg_catalog.lower(pg_catalog.left(value, 500));
    found SMALLINT;
BEGIN
    IF pg_catalog.octet_length(sample) <> pg_catalog.char_length(sample)
       AND pg_catalog.getdatabaseencoding() = 'UTF8'
       AND pg_catalog.char_length(pg_catalog.regexp_replace(sample, '[^\u0370-\u06ff\u0900-\u097f]', '', 'g'))
           > pg_catalog.char_length(pg_catalog.regexp_replace(sample, '[^a-z]', '', 'g'))
    THEN
        RETURN CASE
            -- Ukrainian, Serbian and others, and Persian and Urdu, write letters that Russian and Arabic have not.
            WHEN sample ~ '[\u0452-\u045f\u0491]' OR sample ~ '[\u067e\u0686\u0698\u06a9\u06af\u06cc]' THEN 1
            WHEN sample ~ '[\u0400-\u04ff]{2}' THEN 17
            WHEN sample ~ '[\u0370-\u03ff]{2}' THEN 18
            WHEN sample ~ '[\u0620-\u064a]{2}' THEN 19
            WHEN sample ~ '[\u0900-\u097f]{2}' THEN 20
            ELSE 1
        END;
    END IF;
    SELECT pg_catalog.ascii(letter) - 96 INTO found
    FROM (
        SELECT letter, pg_catalog.count(*) AS hits,
               pg_catalog.lead(pg_catalog.count(*), 1, 0) OVER (ORDER BY pg_catalog.count(*) DESC) AS next
        FROM pg_catalog.unnest(pg_catalog.string_to_array((
                 SELECT pg_catalog.string_agg(hearth_frequent_words() ->> word, '')
                 FROM pg_catalog.unnest(pg_catalog.string_to_array(
                     pg_catalog.translate(sample, E'\n\r\t.,;:!?()"''*_#', pg_catalog.repeat(' ', 15)), ' '
                 )) AS word
             ), NULL)) AS letter
        GROUP BY letter ORDER BY hits DESC LIMIT 1
    ) AS best
    WHERE hits > next;
    RETURN CASE WHEN found <= pg_catalog.cardinality(hearth_languages()) THEN found ELSE 1 END;
END
$$;

-- A text as its words are taken from it: an e with an accent is one character, not two (the forms of Unicode), as in what is searched for.
CREATE FUNCTION hearth_composed(value TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN octet_length(value) = char_length(value) OR getdatabaseencoding() <> 'UTF8' THEN value
    ELSE normalize(value, NFC)
END;

-- The month of a time, as the words of a post have it. No word of a text begins so.
CREATE FUNCTION hearth_month(moment TIMESTAMPTZ) RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '=' || COALESCE(extract(YEAR FROM moment AT TIME ZONE 'UTC') * 12 + extract(MONTH FROM moment AT TIME ZONE 'UTC'), 0)::TEXT;

-- The words of posts, in a table of their own: the feed does not read them, and a vote or a session does not move them. Of a
-- text so much is searched as a few pages hold: what PostgreSQL keeps of one is bounded, and so is what a write costs.
CREATE TABLE hearth_texts (
    post_id INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    -- As on the post.
    created_at TIMESTAMPTZ NOT NULL,
    published BOOLEAN NOT NULL,
    -- A position in hearth_languages().
    language SMALLINT NOT NULL,
    words TSVECTOR NOT NULL
);

CREATE FUNCTION hearth_words(title TEXT, content TEXT, language SMALLINT, created_at TIMESTAMPTZ) RETURNS TSVECTOR
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_tsvector((hearth_languages())[language], hearth_composed(left(title, 300)))
    || to_tsvector((hearth_languages())[language], hearth_composed(left(content, 20000)))
    || array_to_tsvector(ARRAY[hearth_month(created_at)]);

-- Whoever else writes posts keeps the words right without knowing. A word of more than 2 KB is left out, which is not worth a
-- notice to them.
CREATE FUNCTION hearth_index_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET client_min_messages = 'error' AS $$
DECLARE
    title TEXT := COALESCE(NEW.title, '');
    content TEXT := COALESCE(NEW.content, '');
    language SMALLINT;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.title, OLD.content, OLD.created_at) IS NOT DISTINCT FROM (NEW.title, NEW.content, NEW.created_at) THEN
            IF OLD.published IS DISTINCT FROM NEW.published THEN
                UPDATE hearth_texts t SET published = NEW.published WHERE t.post_id = NEW.id;
            END IF;
            RETURN NULL;
        END IF;
    END IF;
    language := hearth_language(left(title, 300) || ' ' || left(content, 500));
    INSERT INTO hearth_texts AS t (post_id, created_at, published, language, words)
    VALUES (NEW.id, NEW.created_at, NEW.published, language, hearth_words(title, content, language, NEW.created_at))
    ON CONFLICT (post_id) DO UPDATE
    SET created_at = EXCLUDED.created_at, published = EXCLUDED.published, language = EXCLUDED.language, words = EXCLUDED.words;
    RETURN NULL;
END
$$;

CREATE TRIGGER hearth_index_new_post AFTER INSERT ON posts
    FOR EACH ROW EXECUTE FUNCTION hearth_index_text();
-- It names no column, as that of 0013.
CREATE TRIGGER hearth_index_changed_post AFTER UPDATE ON posts
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION hearth_index_text();

DO $$
DECLARE
    messages TEXT := current_setting('client_min_messages');
BEGIN
    SET LOCAL client_min_messages = 'error';
    INSERT INTO hearth_texts (post_id, created_at, published, language, words)
    SELECT id, created_at, published, language,
           hearth_words(COALESCE(title, ''), COALESCE(content, ''), language, created_at)
    FROM (
        SELECT *, hearth_language(left(COALESCE(title, ''), 300) || ' ' || left(COALESCE(content, ''), 500)) AS language
        FROM posts
        -- The language is found once.
        OFFSET 0
    ) AS posts;
    PERFORM set_config('client_min_messages', messages, TRUE);
END
$$;

-- What was just written waits in a list that every search reads: a short one.
CREATE INDEX hearth_texts_words ON hearth_texts USING gin (words) WITH (gin_pending_list_limit = 256) WHERE published;

-- What is searched for, as the words of a post in each language are compared with it: "words in any order", "or", and -not. What
-- PostgreSQL cannot read so, such as a hundred hyphens in a row, are words.
CREATE FUNCTION hearth_queries(search TEXT) RETURNS TSQUERY[]
LANGUAGE plpgsql STABLE SET client_min_messages = 'error' AS $$
BEGIN
    RETURN ARRAY(
        SELECT websearch_to_tsquery(language, hearth_composed(search))
        FROM unnest(hearth_languages()) WITH ORDINALITY AS languages (language, number)
        ORDER BY number
    );
EXCEPTION
    WHEN internal_error OR program_limit_exceeded OR syntax_error THEN
        RETURN ARRAY(
            SELECT plainto_tsquery(language, hearth_composed(search))
            FROM unnest(hearth_languages()) WITH ORDINALITY AS languages (language, number)
            ORDER BY number
        );
END
$$;

-- The published posts that have the words, or the text itself in their titles, behind a position: the newest, and so many of each
-- at most. It takes about as long for words that all posts have as for words of one:
--
-- 1. It goes through the newest posts for as long as so many match that 10,000 posts will do.
-- 2. An index finds the titles before that.
-- 3. It goes through the months before, the newest first, until it has enough. The index finds those of a month that match: each
--    post has its month among its words.
--
-- What is not found in time is not found. Of what the index cannot find, posts without a word and words next to each other that
-- every fourth post has, the newest 10,000 posts are searched, and after a quarter of a second no further month.
--
-- Sorting is off for the first step: of some thousand posts PostgreSQL would rather sort all than go through the newest.
CREATE FUNCTION hearth_find(search TEXT, queries TSQUERY[], before TIMESTAMPTZ, before_id INTEGER, wanted BIGINT)
RETURNS TABLE (id INTEGER, created_at TIMESTAMPTZ)
LANGUAGE plpgsql STABLE SET client_min_messages = 'error' SET plan_cache_mode = 'force_generic_plan' SET enable_sort = off AS $$
DECLARE
    -- Whatever one of the queries finds, in its words alone: the index knows nothing of their order.
    any_query TSQUERY;
    indexed BOOLEAN;
    part TEXT := hearth_pattern(search);
    letters TEXT := hearth_fold(search);
    may_match BOOLEAN;
    matches BOOLEAN;
    walked BIGINT := 0;
    candidates BIGINT := 0;
    added BIGINT;
    month_begin TIMESTAMPTZ;
    deadline TIMESTAMPTZ := clock_timestamp() + INTERVAL '250 milliseconds';
BEGIN
    SELECT string_agg(DISTINCT '(' || regexp_replace(each::TEXT, '<(-|[0-9]+)>', '&', 'g') || ')', '|')::TSQUERY INTO any_query
    FROM unnest(queries) AS each
    WHERE numnode(each) > 0;
    indexed := COALESCE(querytree(any_query), 'none') NOT IN ('', 'T');
    FOR id, created_at, may_match, matches IN
        SELECT p.id, p.created_at, COALESCE(t.words @@ any_query, FALSE) OR p.title_key LIKE part,
               t.words @@ queries[t.language] OR p.title_key LIKE part
        FROM posts p JOIN hearth_texts t ON t.post_id = p.id
        WHERE p.published AND (p.created_at, p.id) < (before, before_id)
        ORDER BY p.created_at DESC, p.id DESC LIMIT 10000
    LOOP
        walked := walked + 1;
        before := created_at;
        before_id := id;
        candidates := candidates + COALESCE(may_match, FALSE)::INTEGER;
        IF matches THEN
            wanted := wanted - 1;
            RETURN NEXT;
        END IF;
        EXIT WHEN wanted <= 0 OR indexed AND walked >= 100 AND candidates * 10000 < wanted * walked;
    END LOOP;
    IF wanted <= 0 OR walked = 10000 AND candidates > 2500 THEN
        RETURN;
    END IF;
    PERFORM set_config('enable_sort', 'on', TRUE);
    -- Each in a query of its own, so that it is the index of titles that is asked.
    IF char_length(letters) IN (1, 2) THEN
        RETURN QUERY
        SELECT p.id, p.created_at
        FROM (SELECT * FROM posts WHERE hearth_letters(title_key) @> ARRAY[letters] OFFSET 0) p
        WHERE p.published AND (p.created_at, p.id) < (before, before_id)
        ORDER BY p.created_at DESC, p.id DESC LIMIT wanted;
    ELSE
        RETURN QUERY
        SELECT p.id, p.created_at
        FROM (SELECT * FROM posts WHERE title_key LIKE part OFFSET 0) p
        WHERE p.published AND (p.created_at, p.id) < (before, before_id)
        ORDER BY p.created_at DESC, p.id DESC LIMIT wanted;
    END IF;
    LOOP
        EXIT WHEN NOT indexed;
        SELECT date_trunc('month', p.created_at, 'UTC') INTO month_begin
        FROM posts p
        WHERE p.published AND (p.created_at, p.id) < (before, before_id)
        ORDER BY p.created_at DESC, p.id DESC LIMIT 1;
        EXIT WHEN NOT FOUND;
        RETURN QUERY
        SELECT t.post_id, t.created_at
        FROM hearth_texts t
        WHERE t.published AND t.words @@ (any_query && quote_literal(hearth_month(month_begin))::TSQUERY)
          AND t.words @@ queries[t.language]
          AND (t.created_at, t.post_id) < (before, before_id) AND t.created_at >= month_begin
        ORDER BY t.created_at DESC, t.post_id DESC LIMIT wanted;
        GET DIAGNOSTICS added = ROW_COUNT;
        wanted := wanted - added;
        EXIT WHEN wanted <= 0 OR clock_timestamp() > deadline;
        before := month_begin;
        before_id := -2147483648;
    END LOOP;
END
$$;
