-- The first thing about the tables that are there that the server's statements could not live with. Further columns are
-- fine where a new row does not have to fill them, and so are other tables.
WITH wanted (tab, col, kinds) AS (VALUES
    ('users', 'id', '{integer}'::text[]),
    ('users', 'email', '{character varying,text}'),
    ('users', 'password', '{character varying,text}'),
    ('users', 'created_at', '{timestamp with time zone}'),
    ('users', 'phone_number', '{character varying,text}'),
    ('users', 'display_name', '{character varying,text}'),
    ('posts', 'id', '{integer}'),
    ('posts', 'title', '{character varying,text}'),
    ('posts', 'content', '{character varying,text}'),
    ('posts', 'published', '{boolean}'),
    ('posts', 'created_at', '{timestamp with time zone}'),
    ('posts', 'owner_id', '{integer}'),
    ('votes', 'user_id', '{integer}'),
    ('votes', 'post_id', '{integer}')
), tables AS (
    SELECT oid, relname::text AS tab, relkind FROM pg_class
    WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relname IN ('users', 'posts', 'votes')
), columns AS (
    SELECT tab, attname::text AS col, format_type(atttypid, NULL) AS kind, atttypmod - 4 AS letters,
           attnotnull AND NOT atthasdef AND attidentity = '' AS required
    FROM tables JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
), uniques (tab, cols) AS (VALUES ('users', '{email}'::text[]), ('votes', '{post_id,user_id}')
), owners (tab, col, owner) AS (VALUES
    ('posts', 'owner_id', 'users'), ('votes', 'user_id', 'users'), ('votes', 'post_id', 'posts')
)
SELECT format('%s is not a table', tab) FROM tables WHERE relkind NOT IN ('r', 'p')
UNION ALL
SELECT format('%s has no column %s', tab, col) FROM wanted JOIN tables USING (tab)
-- Those we can add.
WHERE (tab, col) NOT IN (('users', 'phone_number'), ('users', 'display_name'))
  AND NOT EXISTS (SELECT FROM columns WHERE columns.tab = wanted.tab AND columns.col = wanted.col)
UNION ALL
SELECT format('%s.%s is %s, not %s', tab, col, kind, array_to_string(kinds, ' or '))
FROM wanted JOIN columns USING (tab, col) WHERE kind <> ALL (kinds)
UNION ALL
SELECT format('%s.%s takes no more than %s letters, and the hash of a password has 60', tab, col, letters)
FROM columns WHERE (tab, col) = ('users', 'password') AND kind = 'character varying' AND letters BETWEEN 0 AND 59
UNION ALL
SELECT format('%s.%s has to be filled', tab, col) FROM columns
WHERE required AND ((tab, col) NOT IN (SELECT tab, col FROM wanted) OR col = 'id')
UNION ALL
SELECT format('%s has no unique key on %s', tab, array_to_string(cols, ', ')) FROM uniques JOIN tables USING (tab)
WHERE NOT EXISTS (
    SELECT FROM pg_index WHERE indrelid = tables.oid AND indisunique AND indpred IS NULL AND indexprs IS NULL
    AND cols = (
        SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute
        WHERE attrelid = indrelid AND attnum = ANY (indkey)
    )
)
UNION ALL
SELECT format('rows of %s do not go with those of %s', tab, owner) FROM owners JOIN tables USING (tab)
WHERE NOT EXISTS (
    SELECT FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attname = col
    WHERE conrelid = tables.oid AND contype = 'f' AND conkey = ARRAY[attnum] AND confdeltype = 'c'
    AND confrelid = (SELECT oid FROM tables WHERE tables.tab = owner)
)
ORDER BY 1
LIMIT 1
