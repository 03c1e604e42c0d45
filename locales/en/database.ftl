### Why the app's own database does not run.

# $dir, $file, $path and the like are names of directories and files; $pid is the number of a process; $cause is often what
# PostgreSQL said, in English.
database-in-use = The database in { $dir } is already in use. Close the other copy of Hearth first.
database-in-use-by = The database in { $dir } is already in use by process { $pid }. Close the other copy of Hearth first.
database-no-postgres = Can’t find PostgreSQL: neither the copy that comes with Hearth nor version 14 or later in the usual places. Install it with your package manager, for example: apt-get install postgresql
database-bad-postgres = Can’t use the PostgreSQL that HEARTH_POSTGRES_DIR names, { $dir }: { $cause }. Correct or unset the variable.
database-other-version = The database in { $dir } was created by PostgreSQL { $version }, but only PostgreSQL { $found } is installed. Nothing was changed. To open the database, install PostgreSQL { $version }, for example: apt-get install postgresql-{ $version }
database-foreign-directory = { $dir } isn’t empty and doesn’t contain a Hearth database. Nothing was changed. Choose another directory, or move its contents elsewhere.
database-damaged = Can’t open the database in { $dir }, because { $file } is missing or damaged. Nothing was changed. Restore the whole directory from a backup, or move it elsewhere to start over.
database-bad-settings = PostgreSQL can’t use the settings in { $file }: { $cause }. Correct them or restore the file from a backup, then try again.
database-bad-access-rules = { $file } doesn’t let anyone into the database: { $cause }. Restore the file from a backup or add this line to it, then try again: local all all trust
database-recovery = { $file } makes PostgreSQL wait for files from an archive or another server. Unless you are restoring the database that way, remove the file, then try again.
database-limit-files = PostgreSQL can’t open enough files at once. Raise the limit to 1024 or more (ulimit -n 1024, or LimitNOFILE=1024 in the service unit), then try again.
database-limit-file-size = PostgreSQL can’t write files as large as it needs. Lift the limit (ulimit -f unlimited, or LimitFSIZE=infinity in the service unit), then try again.
database-limit-processes = PostgreSQL can’t start more processes. Raise the limit (ulimit -u, or TasksMax= in the service unit) or close other programs, then try again.
database-limit-memory = There isn’t enough memory for PostgreSQL. Close other programs or raise the limit of the container or service, then try again.
database-limit-semaphores = The system has no semaphores left for PostgreSQL. Raise kernel.sem or close other databases, then try again.
database-shared-memory-full = The shared memory in /dev/shm is full or too small for PostgreSQL. Free some space or make it larger (in a container: --shm-size=64m), then try again.
database-shared-memory = PostgreSQL can’t use the shared memory in /dev/shm: { $cause }. Mount it as the system does (tmpfs, mode 1777), then try again.
database-unknown-process = Process { $pid }, which Hearth didn’t start, seems to be using the database in { $dir }. Stop it, then try again.
database-unstoppable = Process { $pid } is using the database in { $dir } and doesn’t stop. End it or restart the computer, then try again.
database-disk-full = The disk that contains { $path } is full. Free some space, then try again. What you saved is safe.
database-read-only = { $path } is on a read-only file system. Choose a writable directory, or remount the file system.
database-permission = Can’t use { $path } for the database: permission denied. Make the user that runs Hearth its owner, or choose another directory.
database-root-unreachable = PostgreSQL doesn’t run as root, and the account { $account }, which it would use instead, can’t open { $dir }. Start Hearth as the user that owns the database, or move the database to a directory that { $account } can open.
database-root-no-account = PostgreSQL doesn’t run as root, and there is no account `hearth` to use instead, nor `postgres` or `nobody`. Create one, or start Hearth as a regular user.
database-no-passwd-entry = PostgreSQL can’t create a database for user number { $uid }, because that user has no name on this system. Add the user to /etc/passwd, or start Hearth as another user.
database-bad-path = The directory { $dir } can’t hold the database, because its name { $cause }. Choose another one.
database-unsafe-socket = { $dir } exists but isn’t a private directory of this user, so it can’t hold the database’s socket. Remove it, then try again.
database-not-created = PostgreSQL couldn’t create a database in { $dir }: { $cause }.
database-not-started = PostgreSQL couldn’t start with the database in { $dir }: { $cause }. Its log is { $file }.
database-start-timeout =
    { $seconds ->
        [one] PostgreSQL wasn’t ready with the database in { $dir } after { $seconds } second. Try again. Its log is { $file }.
       *[other] PostgreSQL wasn’t ready with the database in { $dir } after { $seconds } seconds. Try again. Its log is { $file }.
    }
database-crash-loop =
    { $count ->
        [one] PostgreSQL stopped { $count } time in a short while, so Hearth didn’t restart it: { $cause }. Its log is { $file }. What you saved is safe.
       *[other] PostgreSQL stopped { $count } times in a short while, so Hearth didn’t restart it: { $cause }. Its log is { $file }. What you saved is safe.
    }
database-stopped = The database was stopped.
database-file = Hearth couldn’t use { $path }: { $cause }.

## What the server finds in it.

database-refuses = The database refused the connection: { $cause }. Check its address, user and password, and make sure it is running.
database-too-old = The database is PostgreSQL { $version }. Hearth needs version 14 or later.
database-foreign-tables = The database contains another program’s tables: { $cause }. Use an empty database, or one that the Python backend created. Nothing was changed.
database-not-migrated = Couldn’t update the database: { $cause }. Nothing was changed.
database-newer = The database was used by a newer version of Hearth. Install that version or a later one.
database-encoding = The database’s encoding is { $encoding }, but Hearth needs UTF8. Create a database with that encoding and copy this one into it (pg_dump). Nothing was changed.
database-takes-no-changes = The database is read-only at the moment, but needs to be updated. Try again when it accepts changes.
database-extension = Hearth isn’t allowed to use the extension pg_trgm in the schema { $schema }. Allow it (GRANT USAGE ON SCHEMA), then try again. Nothing was changed.

## Its key and its settings.

secret-not-saved = Can’t save the key that signs sessions in { $file }: { $cause }. Free some space, or allow this user to write there.
secret-unreadable = Line { $line } of { $file } can’t be read. Remove it, or the whole file; this ends all sessions.
secret-damaged = The key in { $file } is damaged and could be guessed. Restore the file from a backup, or remove it; this ends all sessions.
secret-link = { $file } is a link, and its folder belongs to another user. Put the file itself there, or run Hearth as that user.
secret-exposed = Other users of this computer may read { $file }, and anyone who has its key can sign in as anyone. Run `chmod 600` on it. If someone may have read it, remove the file instead; this ends all sessions.
secret-missing = There is no key in { $file } yet. It is created the first time Hearth starts.
config-invalid = { $variable } can’t be "{ $value }". See docs/configuration.md for accepted values.
config-database-address = This isn’t the address of a PostgreSQL database: { $cause }. Enter one such as postgresql://user@host:5432/name.
config-mail = HEARTH_SMTP_URL is set, but emails also need { $variable }. See docs/configuration.md.
config-no-home = There is no home directory to store data in. Choose a directory with --data-dir or HEARTH_DATA_DIR.
config-data-dir = Can’t create the data directory { $dir }: { $cause }. Choose another one with --data-dir or HEARTH_DATA_DIR.
