//! Describes each error in one or two full sentences, so that the person in front of the app can act on it.

use std::fmt::{self, Write as _};

use super::Error;
use crate::version::Version;

impl fmt::Display for Error {
    #[expect(clippy::too_many_lines, reason = "one sentence for each error")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse { dir, pid } => write!(
                f,
                "The database in {} is already in use{}. Close the other Hearth first.",
                dir.display(),
                by(*pid)
            ),
            Self::NoBinaries => f.write_str(
                "PostgreSQL was not found: neither the one that belongs to Hearth nor one of version 14 or \
                 newer in the usual places. Install it with your package manager, for example: apt-get \
                 install postgresql",
            ),
            Self::BadBinaries { dir, reason } => write!(
                f,
                "The PostgreSQL that HEARTH_POSTGRES_DIR names, {}, cannot be used: {reason}. Correct or \
                 unset the variable.",
                dir.display()
            ),
            Self::VersionMismatch { data, cluster, found } => write!(
                f,
                "The database in {} was made by PostgreSQL {cluster}, but only PostgreSQL {} is here. \
                 Nothing was changed; install PostgreSQL {cluster} (for example: apt-get install \
                 postgresql-{cluster}) to open it.",
                data.display(),
                majors(found)
            ),
            Self::Foreign { dir } => write!(
                f,
                "{} is not empty, and what is in it is not a database of Hearth's. Nothing was changed; \
                 choose another directory, or move its content away.",
                dir.display()
            ),
            Self::Damaged { data, file, .. } => write!(
                f,
                "The database in {} cannot be opened, because {} is missing or damaged. Nothing was changed; \
                 restore the whole directory from a backup, or move it away to begin anew.",
                data.display(),
                file.display()
            ),
            Self::BadSettings { file, cause, .. } => write!(
                f,
                "PostgreSQL cannot use the settings in {}: {cause}. Correct them, or restore the file from a \
                 backup, then try again.",
                file.display()
            ),
            Self::BadAccessRules { file, cause, .. } => write!(
                f,
                "{} lets nobody into the database: {cause}. Restore the file from a backup, or write this \
                 line into it, then try again: local all all trust",
                file.display()
            ),
            Self::Recovery { file, .. } => write!(
                f,
                "{} makes PostgreSQL wait for files of an archive or of another server. Remove it, unless \
                 you are restoring the database that way, then try again.",
                file.display()
            ),
            Self::Limit { limit, .. } => limit.fmt(f),
            Self::UnknownProcess { data, pid } => write!(
                f,
                "Process {pid} seems to be using the database in {}, and Hearth did not start it. Stop it, \
                 then try again.",
                data.display()
            ),
            Self::Unstoppable { data, pid } => write!(
                f,
                "Process {pid} is using the database in {} and does not stop. End it, or restart the \
                 computer, then try again.",
                data.display()
            ),
            Self::DiskFull { path, .. } => write!(
                f,
                "The disk that holds {} is full. Free some space, then try again; what was saved is safe.",
                path.display()
            ),
            Self::ReadOnly { path, .. } => write!(
                f,
                "{} is on a read-only file system. Choose a directory that can be written to, or remount it.",
                path.display()
            ),
            Self::Permission { path, .. } => write!(
                f,
                "{} cannot be used for the database: permission denied. Make it belong to the user that runs \
                 Hearth, or choose another directory.",
                path.display()
            ),
            Self::Unreachable { dir, account } => write!(
                f,
                "PostgreSQL refuses to run as root, and the account {account}, which it would run as, cannot \
                 enter {}. Start Hearth as the user that the database belongs to, or move it to a directory \
                 that {account} can enter.",
                dir.display()
            ),
            Self::NoAccount => f.write_str(
                "PostgreSQL refuses to run as root, and there is no account `hearth` to run it as, nor `postgres` \
                 or `nobody`. Make one with `useradd --system hearth`, or start Hearth as an ordinary user.",
            ),
            Self::NoPasswdEntry { uid } => write!(
                f,
                "PostgreSQL cannot create a database for user number {uid}, because that user has no name on \
                 this system. Add it to /etc/passwd, or start Hearth as another user."
            ),
            Self::BadPath { dir, reason } => write!(
                f,
                "The directory {} cannot hold the database, because its name {reason}. Choose another one.",
                dir.display()
            ),
            Self::UnsafeSocketDir { dir } => write!(
                f,
                "{} exists but is not a private directory of this user's, so the database's socket cannot be \
                 put there. Remove it, then try again.",
                dir.display()
            ),
            Self::Create { dir, cause, .. } => {
                write!(f, "PostgreSQL could not create a new database in {}: {cause}.", dir.display())
            }
            Self::Start { data, cause, file, .. } => write!(
                f,
                "PostgreSQL could not start on the database in {}: {cause}. Its log is {}.",
                data.display(),
                file.display()
            ),
            Self::StartTimeout { data, file, seconds, .. } => write!(
                f,
                "PostgreSQL did not become ready on the database in {} within {seconds} seconds. Try again; \
                 what it was doing is in its log, {}.",
                data.display(),
                file.display()
            ),
            Self::CrashLoop { cause, file, times, .. } => write!(
                f,
                "PostgreSQL stopped by itself {times} times in a short while, so it was not started again: \
                 {cause}. Its log is {}; what was saved is safe.",
                file.display()
            ),
            Self::Stopped => f.write_str("The database was stopped."),
            Self::Io { action, path, source } => write!(f, "Hearth could not {action} {}: {source}.", path.display()),
        }
    }
}

fn by(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" by process {pid}")).unwrap_or_default()
}

fn majors(found: &[Version]) -> String {
    let mut text = String::new();
    for (at, version) in found.iter().enumerate() {
        let separator = match at {
            0 => "",
            _ if at + 1 == found.len() => " and ",
            _ => ", ",
        };
        let _ = write!(text, "{separator}{}", version.major);
    }
    text
}
