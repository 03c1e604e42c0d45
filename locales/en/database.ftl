### Why the app's own database does not run.

# $dir, $path and the like are names of directories; $pid is the number of a process.
database-in-use = The database in { $dir } is already in use. Close the other Hearth first.
database-in-use-by = The database in { $dir } is already in use by process { $pid }. Close the other Hearth first.
database-no-postgres = PostgreSQL was not found: neither the one that belongs to Hearth nor one of version 14 or newer in the usual places. Install it with your package manager, for example: apt-get install postgresql
database-bad-postgres = The PostgreSQL that HEARTH_POSTGRES_DIR names, { $dir }, cannot be used: { $cause }. Correct or unset the variable.
database-other-version = The database in { $dir } was made by PostgreSQL { $version }, but only PostgreSQL { $found } is here. Nothing was changed; install PostgreSQL { $version } (for example: apt-get install postgresql-{ $version }) to open it.
database-foreign-directory = { $dir } is not empty, and what is in it is not a database of Hearth's. Nothing was changed; choose another directory, or move its content away.
database-damaged = The database in { $dir } is damaged: { $cause }. Nothing was changed; restore it from a backup, or move it away to begin anew.
database-doubtful = Process { $pid } seems to be using the database in { $dir }, and Hearth did not start it. Stop it, then try again.
database-unstoppable = Process { $pid } is using the database in { $dir } and does not stop. End it, or restart the computer, then try again.
database-disk-full = The disk that holds { $path } is full. Free some space, then try again; what was saved is safe.
database-read-only = { $path } is on a read-only file system. Choose a directory that can be written to, or remount it.
database-permission = { $path } cannot be used for the database: permission denied. Make it belong to the user that runs Hearth, or choose another directory.
database-root-unreachable = PostgreSQL refuses to run as root, and the account { $account }, which it would run as, cannot enter { $dir }. Start Hearth as the user that the database belongs to, or move it to a directory that { $account } can enter.
database-root-no-account = PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody` to run it as. Create one, or start Hearth as an ordinary user.
database-nameless-user = PostgreSQL cannot create a database for user number { $uid }, because that user has no name on this system. Add it to /etc/passwd, or start Hearth as another user.
database-bad-path = The directory { $dir } cannot hold the database, because its name { $cause }. Choose another one.
database-unsafe-socket = { $dir } exists but is not a private directory of this user's, so the database's socket cannot be put there. Remove it, then try again.
database-not-created = PostgreSQL could not create a new database in { $dir }. Its log says why.
database-not-started = PostgreSQL could not start on the database in { $dir }. Its log says why.
database-start-timeout =
    { $seconds ->
        [one] PostgreSQL did not become ready on the database in { $dir } within { $seconds } second. Its log says what it was doing; try again.
       *[other] PostgreSQL did not become ready on the database in { $dir } within { $seconds } seconds. Its log says what it was doing; try again.
    }
database-keeps-dying =
    { $count ->
        [one] PostgreSQL stopped by itself { $count } time in a short while, so it was not started again. Its log says why; what was saved is safe.
       *[other] PostgreSQL stopped by itself { $count } times in a short while, so it was not started again. Its log says why; what was saved is safe.
    }
database-stopped = The database was stopped.
database-file = Hearth could not use { $path }: { $cause }.

## What the server finds in it.

database-refuses = The database does not let Hearth in: { $cause }. Check its address, user and password, and that it runs.
database-too-old = The database is PostgreSQL { $version }. Hearth needs 14 or newer.
database-foreign-tables = The database holds tables of another program: { $cause }. Name one that is empty, or that the Python backend made. Nothing was changed.
database-not-migrated = The tables could not be brought up to date: { $cause }. Nothing was changed.
database-newer = The database was used by a newer version of Hearth. Install that version, or a newer one.

## Its key and its settings.

secret-not-kept = The key that signs sessions cannot be kept in { $file }: { $cause }. Make room, or let this user write there.
secret-unreadable = Line { $line } of { $file } cannot be read. Remove it, or the whole file: that ends all sessions.
secret-missing = There is no key in { $file } yet. The first start makes one.
config-invalid = { $variable } cannot be "{ $value }". See the README for what it takes.
config-database-address = The database address is not one of PostgreSQL: { $cause }. It looks like postgresql://user@host:5432/name.
config-no-home = There is no home directory to keep data in. Name a directory with --data-dir or HEARTH_DATA_DIR.
config-data-dir = The data directory { $dir } cannot be made: { $cause }. Name another with --data-dir or HEARTH_DATA_DIR.
