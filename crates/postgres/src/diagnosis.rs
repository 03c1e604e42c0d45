//! Diagnoses from PostgreSQL's log why it did not start. The messages are those of src/backend, in English: the
//! environment that would translate them does not reach it.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{cluster_dir::ClusterDir, error::Error, limit::Limit, log::excerpt};

/// The text for a PostgreSQL that ended without a word, for example killed by the system.
const NOTHING: &str = "it ended without a word";

/// The beginnings of paths that PostgreSQL gives relative to the data directory.
const PARTS: [&str; 4] = ["base/", "global/", "pg_", "postgresql.auto.conf"];

/// The last fatal message in a log.
struct LastWords {
    /// Its `FATAL` or `PANIC`, without the level.
    message: String,
    /// The line before, which says more where settings are wrong.
    before: Option<String>,
    /// The lines after it.
    detail: String,
}

/// Finds the variant that `log`, which PostgreSQL wrote when it failed in `dir`, gives away: something that the system
/// refuses.
pub(crate) fn refused_by_system(log: &str, dir: &Path) -> Option<Error> {
    let last = LastWords::of(log);
    let said = last.as_ref().map_or(log, |last| &last.message);
    let limit = |limit| Some(Error::Limit { limit, log: excerpt(log) });
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if has(&["insufficient file descriptors", "Too many open files"]) {
        limit(Limit::OpenFiles)
    } else if has(&["File too large"]) {
        limit(Limit::FileSize)
    } else if has(&["could not create semaphores"]) {
        limit(Limit::Semaphores)
    } else if has(&["shared memory segment \"/"]) {
        limit(Limit::SharedMemory(kind(said)))
    } else if has(&["shared memory: ", "shared memory segment: ", "Cannot allocate memory", "out of memory"]) {
        limit(Limit::Memory)
    } else if has(&["could not fork"]) {
        limit(Limit::Processes)
    } else {
        refused_by_disk(log, last.as_ref(), dir)
    }
}

/// Finds the variant of a disk that refuses. A backend's line says it too, so all of the log counts; shared memory that
/// is full says the same of another disk.
fn refused_by_disk(log: &str, last: Option<&LastWords>, dir: &Path) -> Option<Error> {
    let of_disk: String = log.lines().filter(|line| !line.contains("shared memory segment")).collect();
    let (path, tail) = (dir.to_owned(), excerpt(log));
    if of_disk.contains("No space left on device") || of_disk.contains("Disk quota exceeded") {
        Some(Error::DiskFull { path, log: tail })
    } else if of_disk.contains("Read-only file system") {
        Some(Error::ReadOnly { path, log: tail })
    } else if of_disk.contains("Permission denied") || of_disk.contains("has wrong ownership") {
        let named = last.and_then(|last| last.file(&dir.join("data")));
        Some(Error::Permission { path: named.unwrap_or(path), log: tail })
    } else {
        None
    }
}

/// Finds the variant that the log of a server on an existing cluster gives away.
pub(crate) fn explain(log: &str, cluster_dir: &ClusterDir) -> Option<Error> {
    refused_by_system(log, &cluster_dir.dir).or_else(|| refused_by_cluster(log, &cluster_dir.data()))
}

/// Quotes the last message of PostgreSQL, for people who can make something of it.
pub(crate) fn last_words(log: &str) -> String {
    let other = log.lines().last().filter(|line| !line.contains("LOG:  ")).map_or(NOTHING, str::trim);
    LastWords::of(log).map_or_else(|| other.to_owned(), |last| last.message)
}

/// Finds the variant that a problem in the data directory gives away.
fn refused_by_cluster(log: &str, data: &Path) -> Option<Error> {
    let last = LastWords::of(log)?;
    let (message, log) = (last.message.as_str(), excerpt(log));
    let file = last.file(data);
    let cause = || last.before.clone().unwrap_or_else(|| message.to_owned());
    if let Some(pid) = other_postmaster(message, &last.detail) {
        return Some(Error::UnknownProcess { data: data.to_owned(), pid });
    }
    if message.starts_with("could not load ") {
        let file = data.join("pg_hba.conf");
        return message.ends_with("pg_hba.conf").then(|| Error::BadAccessRules { file, cause: cause(), log });
    }
    if message.contains("configuration file") {
        let file = file.unwrap_or_else(|| data.join("postgresql.conf"));
        return Some(Error::BadSettings { file, cause: cause(), log });
    }
    for signal in ["recovery.signal", "standby.signal"].map(|name| data.join(name)) {
        if signal.exists() {
            return Some(Error::Recovery { file: signal, log });
        }
    }
    let unusable = file.filter(|_| message.starts_with("could not ") || message.starts_with("invalid "));
    let damaged = damaged_part(message).map(|part| data.join(part)).or(unusable)?;
    Some(Error::Damaged { data: data.to_owned(), file: damaged, log })
}

/// Finds the part of a cluster that a message says to be unusable without giving its path.
fn damaged_part(message: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if has(&["could not find the database system", "pg_control", "database files are incompatible"]) {
        Some("global/pg_control")
    } else if has(&["checkpoint record", "WAL directory", "WAL ends before", "requested timeline"]) {
        Some("pg_wal")
    } else {
        None
    }
}

/// Finds the process of another server on the same data directory, where a message names one.
fn other_postmaster(message: &str, detail: &str) -> Option<u32> {
    let pid = detail.split_once("(PID ")?.1.split_once(')')?.0.parse().ok()?;
    message.starts_with("lock file ").then_some(pid)
}

/// Returns the kind of the operating system's error that a message ends with.
fn kind(message: &str) -> io::ErrorKind {
    const KINDS: [(&str, io::ErrorKind); 4] = [
        ("No space left on device", io::ErrorKind::StorageFull),
        ("Read-only file system", io::ErrorKind::ReadOnlyFilesystem),
        ("Permission denied", io::ErrorKind::PermissionDenied),
        ("No such file or directory", io::ErrorKind::NotFound),
    ];
    KINDS.into_iter().find(|(words, _)| message.ends_with(words)).map_or(io::ErrorKind::Other, |(_, kind)| kind)
}

impl LastWords {
    fn of(log: &str) -> Option<Self> {
        let lines: Vec<&str> = log.lines().collect();
        let at = lines.iter().rposition(|line| fatal(line).is_some_and(|message| !is_aftermath(message)))?;
        // A program that has no log yet puts what it has to say on several lines.
        let detail = lines[at + 1..].iter().take_while(|line| fatal(line).is_none() && !line.contains("LOG:  "));
        // One line may be in between, which says where in a file.
        let before = lines[at.saturating_sub(2)..at].iter().rev().find_map(|line| line.split_once("LOG:  "));
        Some(Self {
            message: fatal(lines[at])?.trim_end_matches('.').to_owned(),
            before: before.map(|(_, text)| text.to_owned()),
            detail: detail.copied().collect::<Vec<_>>().join("\n"),
        })
    }

    /// Returns the first file of the data directory that it names.
    fn file(&self, data: &Path) -> Option<PathBuf> {
        let named = |text: &str| {
            let mut quoted = text.split('"').skip(1).step_by(2).map(ToOwned::to_owned);
            quoted.find(|name| Path::new(name).starts_with(data) || PARTS.iter().any(|part| name.starts_with(part)))
        };
        named(&self.message).or_else(|| named(&self.detail)).map(|name| data.join(name))
    }
}

/// Returns the text of a line that says why a program ends.
fn fatal(line: &str) -> Option<&str> {
    let logged = ["FATAL:  ", "PANIC:  "].iter().find_map(|level| line.split_once(level));
    let said = ["postgres: ", "initdb: error: "].iter().find_map(|program| line.strip_prefix(program));
    logged.map(|(_, text)| text).or(said)
}

/// Returns whether a message tells no cause: processes that end because another did, and clients that come too early.
fn is_aftermath(message: &str) -> bool {
    message.starts_with("terminating ") || message.starts_with("the database system is ")
}
