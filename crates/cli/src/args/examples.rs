//! Holds the examples that the help ends with. Tests run those of them that need no set-up.

pub(super) const PROGRAM: &str = "\
Examples:
  hearth-server serve                                  try it, on http://127.0.0.1:8000
  hearth-server serve --data-dir /var/lib/hearth-server
  hearth-server doctor                                 find out what is wrong
  hearth-server user reset-password ada@example.org    help who forgot a password
  hearth-server backup hearth.dump                     also while it runs

Settings, each of which counts over those below it:
  flags, such as --listen
  variables of the environment, such as HEARTH_LISTEN
  the file .env in the working directory
  the file of --config, or /etc/hearth/server.toml: listen = \"127.0.0.1:8000\"
  defaults

`hearth-server config show` lists all of them. The manual is docs/configuration.md and docs/hosting.md.";

pub(super) const SERVE: &str = "\
Examples:
  hearth-server serve
  hearth-server serve --listen 127.0.0.1:9000 --data-dir /var/lib/hearth-server --log-format json
  DATABASE_URL=postgresql://hearth@db.example/hearth SECRET_KEY=... hearth-server serve

Environment: HEARTH_LISTEN, HEARTH_DATA_DIR, DATABASE_URL, SECRET_KEY, HEARTH_TRUSTED_PROXIES, HEARTH_LOG_FORMAT,
RUST_LOG, and the other settings of `hearth-server config show`.";

pub(super) const MIGRATE: &str = "\
Each start of the server does the same. Run it beforehand where several servers share a database, or to see that it works.

Examples:
  hearth-server migrate
  DATABASE_URL=postgresql://hearth@db.example/hearth hearth-server migrate

Environment: HEARTH_DATA_DIR, HEARTH_POSTGRES_DIR, DATABASE_URL.";

pub(super) const DOCTOR: &str = "\
Run it as the user whom the server runs as, with the same flags, variables and file of settings.

Examples:
  hearth-server doctor
  hearth-server doctor --data-dir /var/lib/hearth-server --listen 0.0.0.0:8000

Environment: as for `hearth-server serve`.";

pub(super) const BACKUP: &str = "\
Examples:
  hearth-server backup hearth.dump
  hearth-server backup hearth.dump.age --passphrase
  DATABASE_URL=postgresql://hearth@db.example/hearth hearth-server backup hearth.dump --no-check

Environment: HEARTH_DATA_DIR, HEARTH_POSTGRES_DIR, DATABASE_URL. The server backs its own database up each day by itself:
HEARTH_BACKUP, HEARTH_BACKUP_DIR, HEARTH_BACKUP_RECIPIENT.";

pub(super) const RESTORE: &str = "\
Examples:
  hearth-server restore hearth.dump
  hearth-server restore --confirm                      all is as it should be: remove the earlier database
  hearth-server restore --undo                         put the earlier database back
  hearth-server restore hearth.dump.age --identity key.txt --data-dir /var/lib/hearth-server
  DATABASE_URL=postgresql://hearth@db.example/empty hearth-server restore hearth.dump

Environment: HEARTH_DATA_DIR, HEARTH_POSTGRES_DIR, DATABASE_URL.";

pub(super) const EXPORT: &str = "\
It is of one moment, and works while the server runs, too. docs/export.md describes the file. To move a whole server, with its
sessions and settings of accounts, use `hearth-server backup` instead.

Examples:
  hearth-server export hearth.jsonl
  hearth-server export hearth.jsonl --with-passwords

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const IMPORT: &str = "\
It works while the server runs, too.

Examples:
  hearth-server import hearth.jsonl
  hearth-server import hearth.jsonl --match-accounts

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const ROTATE_KEY: &str = "\
Examples:
  hearth-server rotate-key
  hearth-server rotate-key --data-dir /var/lib/hearth-server

Environment: HEARTH_DATA_DIR. SECRET_KEY must not be set: it takes the place of the file.";

pub(super) const CONFIG_SHOW: &str = "\
Its output is a file of settings.

Examples:
  hearth-server config show
  hearth-server config show --config /etc/hearth/server.toml";

pub(super) const OPENAPI: &str = "\
A running server answers with the same at /openapi.json.

Examples:
  hearth-server openapi > openapi.json";

pub(super) const COMPLETIONS: &str = "\
Examples:
  hearth-server completions bash > /usr/share/bash-completion/completions/hearth-server
  hearth-server completions zsh > /usr/share/zsh/vendor-completions/_hearth-server
  hearth-server completions fish > /usr/share/fish/vendor_completions.d/hearth-server.fish";

pub(super) const MAN: &str = "\
Examples:
  hearth-server man | man -l -
  hearth-server man /usr/local/share/man/man1";

pub(super) const USER_LIST: &str = "\
Examples:
  hearth-server user list
  hearth-server user list --after 50 --limit 100

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const USER_FIND: &str = "\
Examples:
  hearth-server user find ada
  hearth-server user find @example.org --limit 1000

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const RESET_PASSWORD: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user reset-password ada@example.org
  pass show hearth/ada | hearth-server user reset-password ada@example.org

Environment: HEARTH_DATA_DIR, DATABASE_URL, HEARTH_PASSWORD_MIN, HEARTH_PASSWORD_COMMON, HEARTH_BCRYPT_COST.";

pub(super) const END_SESSIONS: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user end-sessions ada@example.org

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const PROMOTE: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user promote ada@example.org
  hearth-server user promote bob@example.org --role moderator

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const DEMOTE: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user demote bob@example.org

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const SUSPEND: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user suspend eve@example.org --reason \"Advertising in every post\"
  hearth-server user suspend eve@example.org --days 7 --reason \"Insults\"

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const UNSUSPEND: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user unsuspend eve@example.org

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const APPROVE: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user list --only waiting
  hearth-server user approve bob@example.org

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const REMOVE_USER: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user remove eve@example.org --reason \"Made to advertise\"

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const RESET_LINK: &str = "\
It works while the server runs, too.

Examples:
  hearth-server user reset-link ada@example.org

Environment: HEARTH_DATA_DIR, DATABASE_URL, HEARTH_PUBLIC_URL, HEARTH_LISTEN.";

pub(super) const INVITE_CREATE: &str = "\
It works while the server runs, too.

Examples:
  hearth-server invite create --note \"for Grace\"
  hearth-server invite create --uses 30 --days 14 --note \"for the class\"

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const INVITE_LIST: &str = "\
It works while the server runs, too.

Examples:
  hearth-server invite list

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const INVITE_REVOKE: &str = "\
It works while the server runs, too.

Examples:
  hearth-server invite revoke 3

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const POST_REMOVE: &str = "\
It works while the server runs, too.

Examples:
  hearth-server post remove 512 --reason \"A copy of somebody else's text\"

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const POST_RESTORE: &str = "\
It works while the server runs, too.

Examples:
  hearth-server post restore 512

Environment: HEARTH_DATA_DIR, DATABASE_URL.";

pub(super) const AUDIT: &str = "\
Examples:
  hearth-server audit
  hearth-server audit --before 100 --limit 20

Environment: HEARTH_DATA_DIR, DATABASE_URL.";
