//! What people are told when something below the shell fails: a message for each way, with what a program said as its
//! cause. The crates' own sentences are for the log and for the terminal.

use std::{
    fmt,
    io::{self, ErrorKind},
    path::Path,
};

use hearth_client::{AddressError, Cause};
use hearth_postgres as postgres;
use hearth_server::{SecretError, config::ConfigError, database::DatabaseError};

use crate::messages::{Argument, Text, text, text_with};

/// What is wrong with a server's address.
pub(crate) fn of_address(error: AddressError) -> Text {
    match error {
        AddressError::Empty => text("error-address-empty"),
        AddressError::Unreadable => text("error-address-unreadable"),
        AddressError::Scheme(scheme) => text_with("error-address-scheme", [("scheme", Argument::Words(scheme))]),
        AddressError::Credentials => text("error-address-credentials"),
    }
}

/// Why nobody answers, as part of a sentence.
pub(crate) fn of_cause(cause: Cause) -> Argument {
    match cause {
        Cause::NobodyListens => Argument::Text(text("cause-nobody-listens")),
        Cause::UnknownName => Argument::Text(text("cause-unknown-name")),
        Cause::NoWay => Argument::Text(text("cause-no-way")),
        Cause::Other(words) => Argument::Words(words),
    }
}

/// Why a file or a directory refuses, as part of a sentence.
pub(crate) fn of_io(error: &io::Error) -> Argument {
    let id = match error.kind() {
        ErrorKind::StorageFull => "cause-disk-full",
        ErrorKind::ReadOnlyFilesystem => "cause-read-only",
        ErrorKind::PermissionDenied => "cause-permission",
        ErrorKind::NotFound => "cause-not-there",
        ErrorKind::InvalidFilename => "cause-odd-name",
        _ => return Argument::words(error),
    };
    Argument::Text(text(id))
}

/// Why the private PostgreSQL does not run.
pub(crate) fn of_postgres(error: &postgres::Error) -> Text {
    use postgres::Error;
    match error {
        Error::InUse { dir, pid: None } => text_with("database-in-use", [("dir", path(dir))]),
        Error::InUse { dir, pid: Some(pid) } => of_process("database-in-use-by", *pid, dir),
        Error::NoBinaries => text("database-no-postgres"),
        Error::BadBinaries { dir, reason } => {
            text_with("database-bad-postgres", [("dir", path(dir)), ("cause", Argument::words(reason))])
        }
        Error::OtherMajor { data, cluster, found } => text_with(
            "database-other-version",
            [("dir", path(data)), ("version", Argument::words(cluster)), ("found", Argument::Words(majors(found)))],
        ),
        Error::Foreign { dir } => text_with("database-foreign-directory", [("dir", path(dir))]),
        Error::Damaged { data, reason } => {
            text_with("database-damaged", [("dir", path(data)), ("cause", Argument::words(reason))])
        }
        Error::Doubtful { data, pid } => of_process("database-doubtful", *pid, data),
        Error::Unstoppable { data, pid } => of_process("database-unstoppable", *pid, data),
        Error::DiskFull { path: full, .. } => text_with("database-disk-full", [("path", path(full))]),
        Error::ReadOnly { path: fixed, .. } => text_with("database-read-only", [("path", path(fixed))]),
        Error::Permission { path: closed, .. } => text_with("database-permission", [("path", path(closed))]),
        Error::Unreachable { dir, account } => {
            text_with("database-root-unreachable", [("dir", path(dir)), ("account", Argument::words(account))])
        }
        Error::NoAccount => text("database-root-no-account"),
        Error::NamelessUser { uid } => text_with("database-nameless-user", [("uid", Argument::words(uid))]),
        Error::BadPath { dir, reason } => {
            text_with("database-bad-path", [("dir", path(dir)), ("cause", Argument::words(reason))])
        }
        Error::UnsafeSocketDir { dir } => text_with("database-unsafe-socket", [("dir", path(dir))]),
        Error::Create { dir, .. } => text_with("database-not-created", [("dir", path(dir))]),
        Error::Start { data, .. } => text_with("database-not-started", [("dir", path(data))]),
        Error::StartTimeout { data, seconds, .. } => {
            text_with("database-start-timeout", [("dir", path(data)), ("seconds", Argument::count(*seconds))])
        }
        Error::KeepsDying { times, .. } => text_with("database-keeps-dying", [("count", Argument::count(*times))]),
        Error::Stopped => text("database-stopped"),
        Error::Io { path: file, source, .. } => {
            text_with("database-file", [("path", path(file)), ("cause", of_io(source))])
        }
    }
}

/// Why the server cannot use the database.
pub(crate) fn of_database(error: &DatabaseError) -> Text {
    let caused = |id, cause: &dyn fmt::Display| text_with(id, [("cause", Argument::words(cause))]);
    match error {
        DatabaseError::Connect(cause) => caused("database-refuses", cause),
        DatabaseError::TooOld(version) => text_with("database-too-old", [("version", Argument::words(version))]),
        DatabaseError::Foreign(tables) => caused("database-foreign-tables", tables),
        DatabaseError::Migrate(cause) => caused("database-not-migrated", cause),
        DatabaseError::Newer => text("database-newer"),
    }
}

/// Why there is no key to sign sessions with.
pub(crate) fn of_secret(error: &SecretError) -> Text {
    let named = |file: &Path| ("file", path(file));
    match error {
        SecretError::Storage { file, source } => text_with("secret-not-kept", [named(file), ("cause", of_io(source))]),
        SecretError::Line { file, line } => {
            text_with("secret-unreadable", [named(file), ("line", Argument::words(line))])
        }
        SecretError::Missing { file } => text_with("secret-missing", [named(file)]),
    }
}

/// Which setting of the environment cannot be used.
pub(crate) fn of_config(error: &ConfigError) -> Text {
    match error {
        ConfigError::Invalid(variable, value) => text_with(
            "config-invalid",
            [("variable", Argument::words(variable)), ("value", Argument::words(value.escape_debug()))],
        ),
        ConfigError::DatabaseUrl(cause) => text_with("config-database-address", [("cause", Argument::words(cause))]),
        ConfigError::NoDataDir => text("config-no-home"),
        ConfigError::DataDir { dir, source } => {
            text_with("config-data-dir", [("dir", path(dir)), ("cause", of_io(source))])
        }
    }
}

fn path(path: &Path) -> Argument {
    Argument::words(path.display())
}

fn of_process(id: &'static str, pid: u32, dir: &Path) -> Text {
    text_with(id, [("dir", path(dir)), ("pid", Argument::words(pid))])
}

fn majors(found: &[postgres::Version]) -> String {
    found.iter().map(|version| version.major.to_string()).collect::<Vec<_>>().join(", ")
}
