-- Makes the role of the API, and gives it what the administrator of a private database owns in it: earlier versions were that
-- administrator, and so is who restores a backup. What belongs to the system or to an extension stays. Runs at each start, and
-- changes nothing where all is done.
DO $$
DECLARE
    administrator CONSTANT OID := (SELECT oid FROM pg_roles WHERE rolname = current_user);
    change TEXT;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hearth_api') THEN
        CREATE ROLE hearth_api LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
    END IF;
    IF EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = administrator) THEN
        EXECUTE format('ALTER DATABASE %I OWNER TO hearth_api', current_database());
    END IF;
    FOR change IN
        SELECT format('ALTER SCHEMA %I OWNER TO hearth_api', nspname)
        FROM pg_namespace
        WHERE nspowner = administrator AND nspname !~ '^pg_' AND nspname <> 'information_schema'
        UNION ALL
        -- This form serves views and sequences, too. A sequence of a column goes with its table.
        SELECT format('ALTER TABLE %s OWNER TO hearth_api', c.oid::regclass)
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relowner = administrator AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
          AND nspname !~ '^pg_' AND nspname <> 'information_schema'
          AND NOT EXISTS (
              SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
              AND (d.deptype = 'e' OR relkind = 'S' AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)
          )
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO hearth_api', p.oid::regprocedure)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
        WHERE proowner = administrator AND nspname !~ '^pg_' AND nspname <> 'information_schema'
          AND NOT EXISTS (
              SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
          )
        UNION ALL
        SELECT format('ALTER TYPE %s OWNER TO hearth_api', t.oid::regtype)
        FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
        WHERE typowner = administrator AND nspname !~ '^pg_' AND nspname <> 'information_schema'
          -- Each table has a type of its own, which goes with it.
          AND (typtype IN ('d', 'e', 'r') OR EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND relkind = 'c'))
          AND NOT EXISTS (
              SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
          )
    LOOP
        EXECUTE change;
    END LOOP;
END
$$
