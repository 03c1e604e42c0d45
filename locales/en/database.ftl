### Why the app's own database does not run.

# $dir, $file, $path and the like are names of directories and files; $pid is the number of a process; $cause is often what
# PostgreSQL said, in English.
database-in-use = The database in { $dir } is already in use. Close the other Hearth first.
database-in-use-by = The database in { $dir } is already in use by process { $pid }. Close the other Hearth first.
database-no-postgres = PostgreSQL was not found: neither the one that belongs to Hearth nor one of version 14 or newer in the usual places. Install it with your package manager, for example: apt-get install postgresql
database-bad-postgres = The PostgreSQL that HEARTH_POSTGRES_DIR names, { $dir }, cannot be used: { $cause }. Correct or unset the variable.
database-other-version = The database in { $dir } was made by PostgreSQL { $version }, but only PostgreSQL { $found } is here. Nothing was changed; install PostgreSQL { $version } (for example: apt-get install postgresql-{ $version }) to open it.
database-foreign-directory = { $dir } is not empty, and what is in it is not a database of Hearth's. Nothing was changed; choose another directory, or move its content away.
database-damaged = The database in { $dir } cannot be opened, because { $file } is missing or damaged. Nothing was changed; restore the whole directory from a backup, or move it away to begin anew.
database-bad-settings = PostgreSQL cannot use the settings in { $file }: { $cause }. Correct them, or restore the file from a backup, then try again.
database-bad-access-rules = { $file } lets nobody into the database: { $cause }. Restore the file from a backup, or write this line into it, then try again: local all all trust
database-recovery = { $file } makes PostgreSQL wait for files of an archive or of another server. Remove it, unless you are restoring the database that way, then try again.
database-limit-files = PostgreSQL may open too few files at once. Raise the limit to 1024 or more (ulimit -n 1024, or LimitNOFILE=1024 in the service's unit), then try again.
database-limit-file-size = PostgreSQL may not write files as large as it needs. Lift the limit (ulimit -f unlimited, or LimitFSIZE=infinity in the service's unit), then try again.
database-limit-processes = PostgreSQL may start no more processes. Raise the limit (ulimit -u, or TasksMax= in the service's unit), or end other programs, then try again.
database-limit-memory = There is too little memory for PostgreSQL. Close other programs, or raise the limit of the container or service, then try again.
database-limit-semaphores = The system has no semaphores left for PostgreSQL. Raise kernel.sem, or end other databases, then try again.
database-shared-memory-full = The shared memory in /dev/shm is full or too small for PostgreSQL. Free some of it, or make it larger (in a container: --shm-size=64m), then try again.
database-shared-memory = PostgreSQL cannot use the shared memory in /dev/shm: { $cause }. Mount it as the system does (tmpfs, mode 1777), then try again.
database-unknown-process = Process { $pid } seems to be using the database in { $dir }, and Hearth did not start it. Stop it, then try again.
database-unstoppable = Process { $pid } is using the database in { $dir } and does not stop. End it, or restart the computer, then try again.
database-disk-full = The disk that holds { $path } is full. Free some space, then try again; what was saved is safe.
database-read-only = { $path } is on a read-only file system. Choose a directory that can be written to, or remount it.
database-permission = { $path } cannot be used for the database: permission denied. Make it belong to the user that runs Hearth, or choose another directory.
database-root-unreachable = PostgreSQL refuses to run as root, and the account { $account }, which it would run as, cannot enter { $dir }. Start Hearth as the user that the database belongs to, or move it to a directory that { $account } can enter.
database-root-no-account = PostgreSQL refuses to run as root, and there is no account `hearth` to run it as, nor `postgres` or `nobody`. Create one, or start Hearth as an ordinary user.
database-no-passwd-entry = PostgreSQL cannot create a database for user number { $uid }, because that user has no name on this system. Add it to /etc/passwd, or start Hearth as another user.
database-bad-path = The directory { $dir } cannot hold the database, because its name { $cause }. Choose another one.
database-unsafe-socket = { $dir } exists but is not a private directory of this user's, so the database's socket cannot be put there. Remove it, then try again.
database-not-created = PostgreSQL could not create a new database in { $dir }: { $cause }.
database-not-started = PostgreSQL could not start on the database in { $dir }: { $cause }. Its log is { $file }.
database-start-timeout =
    { $seconds ->
        [one] PostgreSQL did not become ready on the database in { $dir } within { $seconds } second. Try again; what it was doing is in its log, { $file }.
       *[other] PostgreSQL did not become ready on the database in { $dir } within { $seconds } seconds. Try again; what it was doing is in its log, { $file }.
    }
database-crash-loop =
    { $count ->
        [one] PostgreSQL stopped by itself { $count } time in a short while, so it was not started again: { $cause }. Its log is { $file }; what was saved is safe.
       *[other] PostgreSQL stopped by itself { $count } times in a short while, so it was not started again: { $cause }. Its log is { $file }; what was saved is safe.
    }
database-stopped = The database was stopped.
database-file = Hearth could not use { $path }: { $cause }.

## What the server finds in it.

database-refuses = The database does not let Hearth in: { $cause }. Check its address, user and password, and that it runs.
database-too-old = The database is PostgreSQL { $version }. Hearth needs 14 or newer.
database-foreign-tables = The database holds tables of another program: { $cause }. Name one that is empty, or that the Python backend made. Nothing was changed.
database-not-migrated = The tables could not be brought up to date: { $cause }. Nothing was changed.
database-newer = The database was used by a newer version of Hearth. Install that version, or a newer one.
database-encoding = The encoding of the database is { $encoding }, and Hearth needs UTF8. Make a new database with that encoding, and fill it from a copy of this one (pg_dump). Nothing was changed.
database-takes-no-changes = The database is read-only for now, and its tables have to be brought up to date. Try again when it accepts changes.
database-extension = Hearth may not use the extension pg_trgm in the schema { $schema }. Allow it (GRANT USAGE ON SCHEMA), then try again. Nothing was changed.

## Its key and its settings.

secret-not-saved = The key that signs sessions cannot be kept in { $file }: { $cause }. Make room, or let this user write there.
secret-unreadable = Line { $line } of { $file } cannot be read. Remove it, or the whole file: that ends all sessions.
secret-damaged = The key in { $file } is damaged, and anybody could guess it. Put the file back from a backup, or remove it: that ends all sessions.
secret-link = { $file } is a link, and its folder belongs to another user. Put the file itself there, or run Hearth as that user.
secret-exposed = Other users of this computer may read { $file }, and whoever has the key in it can sign in as anybody. Run `chmod 600` on it. If somebody may have read it, remove the file instead: that ends all sessions.
secret-missing = There is no key in { $file } yet. The first start makes one.
config-invalid = { $variable } cannot be "{ $value }". See docs/configuration.md for what it takes.
config-database-address = The database address is not one of PostgreSQL: { $cause }. It looks like postgresql://user@host:5432/name.
config-no-home = There is no home directory to keep data in. Name a directory with --data-dir or HEARTH_DATA_DIR.
config-data-dir = The data directory { $dir } cannot be made: { $cause }. Name another with --data-dir or HEARTH_DATA_DIR.
