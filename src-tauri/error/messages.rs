//! Words the errors of the crates below for people: a message for each, with what a program said as its
//! cause. The crates' own sentences are for the log and for the terminal.

use std::{
    fmt,
    io::{self, ErrorKind},
    path::Path,
};

use hearth_client::AddressError;
use hearth_postgres as postgres;
use hearth_server::{SecretError, config::ConfigError, database::DatabaseError};

use crate::i18n::{Argument, Text, text, text_with};

/// Words what is wrong with a server's address.
pub(crate) fn of_address(error: AddressError) -> Text {
    match error {
        AddressError::Empty => text("error-address-empty"),
        AddressError::Unreadable => text("error-address-unreadable"),
        AddressError::Scheme(scheme) => text_with("error-address-scheme", [("scheme", Argument::Words(scheme))]),
        AddressError::Credentials => text("error-address-credentials"),
    }
}

/// Words why a file or a directory refuses, as part of a sentence.
pub(crate) fn of_io(error: &io::Error) -> Argument {
    let id = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "cause-disk-full",
        ErrorKind::ReadOnlyFilesystem => "cause-read-only",
        ErrorKind::PermissionDenied => "cause-permission",
        ErrorKind::NotFound => "cause-not-found",
        ErrorKind::InvalidFilename => "cause-invalid-path",
        _ => match error.raw_os_error() {
            Some(code) => return Argument::Text(text_with("cause-system", [("code", Argument::words(code))])),
            None => "cause-unknown",
        },
    };
    Argument::Text(text(id))
}

/// Words why the private PostgreSQL does not run.
pub(crate) fn of_postgres(error: &postgres::Error) -> Text {
    use postgres::Error;
    match error {
        Error::InUse { dir, pid: None } => text_with("database-in-use", [("dir", path(dir))]),
        Error::InUse { dir, pid: Some(pid) } => of_process("database-in-use-by", *pid, dir),
        Error::NoBinaries => text("database-no-postgres"),
        Error::BadBinaries { dir, reason } => {
            text_with("database-bad-postgres", [("dir", path(dir)), ("cause", Argument::words(reason))])
        }
        Error::VersionMismatch { data, cluster, found } => text_with(
            "database-other-version",
            [("dir", path(data)), ("version", Argument::words(cluster)), ("found", Argument::Words(majors(found)))],
        ),
        Error::Foreign { dir } => text_with("database-foreign-directory", [("dir", path(dir))]),
        Error::Damaged { data, file, .. } => text_with("database-damaged", [("dir", path(data)), ("file", path(file))]),
        Error::BadSettings { file, cause, .. } => of_file("database-bad-settings", file, cause),
        Error::BadAccessRules { file, cause, .. } => of_file("database-bad-access-rules", file, cause),
        Error::Recovery { file, .. } => text_with("database-recovery", [("file", path(file))]),
        Error::Limit { limit, .. } => of_limit(*limit),
        Error::UnknownProcess { data, pid } => of_process("database-unknown-process", *pid, data),
        Error::Unstoppable { data, pid } => of_process("database-unstoppable", *pid, data),
        Error::DiskFull { path: full, .. } => text_with("database-disk-full", [("path", path(full))]),
        Error::ReadOnly { path: fixed, .. } => text_with("database-read-only", [("path", path(fixed))]),
        Error::Permission { path: closed, .. } => text_with("database-permission", [("path", path(closed))]),
        Error::Unreachable { dir, account } => {
            text_with("database-root-unreachable", [("dir", path(dir)), ("account", Argument::words(account))])
        }
        Error::NoAccount => text("database-root-no-account"),
        Error::NoPasswdEntry { uid } => text_with("database-no-passwd-entry", [("uid", Argument::words(uid))]),
        Error::BadPath { dir, reason } => {
            text_with("database-bad-path", [("dir", path(dir)), ("cause", Argument::words(reason))])
        }
        Error::UnsafeSocketDir { dir } => text_with("database-unsafe-socket", [("dir", path(dir))]),
        Error::Create { dir, cause, .. } => {
            text_with("database-not-created", [("dir", path(dir)), ("cause", Argument::words(cause))])
        }
        Error::Start { data, cause, file, .. } => text_with(
            "database-not-started",
            [("dir", path(data)), ("cause", Argument::words(cause)), ("file", path(file))],
        ),
        Error::StartTimeout { data, seconds, file, .. } => text_with(
            "database-start-timeout",
            [("dir", path(data)), ("seconds", Argument::count(*seconds)), ("file", path(file))],
        ),
        Error::CrashLoop { times, cause, file, .. } => text_with(
            "database-crash-loop",
            [("count", Argument::count(*times)), ("cause", Argument::words(cause)), ("file", path(file))],
        ),
        Error::Stopped => text("database-stopped"),
        Error::Io { path: file, source, .. } => {
            text_with("database-file", [("path", path(file)), ("cause", of_io(source))])
        }
    }
}

/// Words what the system grants PostgreSQL too little of.
fn of_limit(limit: postgres::Limit) -> Text {
    use postgres::Limit;
    match limit {
        Limit::OpenFiles => text("database-limit-files"),
        Limit::FileSize => text("database-limit-file-size"),
        Limit::Processes => text("database-limit-processes"),
        Limit::Memory => text("database-limit-memory"),
        Limit::Semaphores => text("database-limit-semaphores"),
        Limit::SharedMemory(ErrorKind::StorageFull) => text("database-shared-memory-full"),
        Limit::SharedMemory(kind) => text_with("database-shared-memory", [("cause", of_io(&kind.into()))]),
    }
}

/// Words why the server cannot use the database.
pub(crate) fn of_database(error: &DatabaseError) -> Text {
    let caused = |id, cause: &dyn fmt::Display| text_with(id, [("cause", Argument::words(cause))]);
    match error {
        DatabaseError::Connect(cause) => caused("database-refuses", cause),
        DatabaseError::TooOld(version) => text_with("database-too-old", [("version", Argument::words(version))]),
        DatabaseError::Foreign(tables) => caused("database-foreign-tables", tables),
        DatabaseError::Migrate(cause) => caused("database-not-migrated", cause),
        DatabaseError::Newer => text("database-newer"),
        DatabaseError::Encoding(found) => text_with("database-encoding", [("encoding", Argument::words(found))]),
        DatabaseError::ReadOnly => text("database-takes-no-changes"),
        DatabaseError::Extension(schema) => text_with("database-extension", [("schema", Argument::words(schema))]),
    }
}

/// Words why there is no key to sign sessions with.
pub(crate) fn of_secret(error: &SecretError) -> Text {
    let named = |file: &Path| ("file", path(file));
    match error {
        SecretError::Storage { file, source } => text_with("secret-not-saved", [named(file), ("cause", of_io(source))]),
        SecretError::Line { file, line } => {
            text_with("secret-unreadable", [named(file), ("line", Argument::words(line))])
        }
        SecretError::Damaged { file } => text_with("secret-damaged", [named(file)]),
        SecretError::Link { file } => text_with("secret-link", [named(file)]),
        SecretError::Exposed { file } => text_with("secret-exposed", [named(file)]),
        SecretError::Missing { file } => text_with("secret-missing", [named(file)]),
    }
}

/// Words which setting of the environment cannot be used.
pub(crate) fn of_config(error: &ConfigError) -> Text {
    match error {
        ConfigError::Invalid(variable, value) => text_with(
            "config-invalid",
            [("variable", Argument::words(variable)), ("value", Argument::words(value.escape_debug()))],
        ),
        ConfigError::DatabaseUrl(cause) => text_with("config-database-address", [("cause", Argument::words(cause))]),
        ConfigError::Mail(variable) => text_with("config-mail", [("variable", Argument::words(variable))]),
        ConfigError::NoDataDir => text("config-no-home"),
        ConfigError::DataDir { dir, source } => {
            text_with("config-data-dir", [("dir", path(dir)), ("cause", of_io(source))])
        }
    }
}

fn path(path: &Path) -> Argument {
    Argument::words(path.display())
}

fn of_file(id: &'static str, file: &Path, cause: &str) -> Text {
    text_with(id, [("file", path(file)), ("cause", Argument::words(cause))])
}

fn of_process(id: &'static str, pid: u32, dir: &Path) -> Text {
    text_with(id, [("dir", path(dir)), ("pid", Argument::words(pid))])
}

fn majors(found: &[postgres::Version]) -> String {
    found.iter().map(|version| version.major.to_string()).collect::<Vec<_>>().join(", ")
}
