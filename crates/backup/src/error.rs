//! Defines the errors of this crate, in sentences for people.

use std::{io, path::PathBuf};

use hearth_server::database::{DatabaseError, RowCounts};

/// Error of a backup or a restore. Its text is one or two full sentences.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody cancelled it.
    #[error("It was cancelled. Nothing was changed.")]
    Cancelled,
    /// A file that is there already.
    #[error("{} is there already. Choose another name, or add --force to replace it.", .0.display())]
    Exists(PathBuf),
    /// The lack of room on a disk.
    #[error(
        "There is too little room in {}: {} MiB are free, and {} MiB may be needed. Free some space, or choose another directory.",
        dir.display(), free >> 20, needed >> 20
    )]
    Room {
        /// The directory.
        dir: PathBuf,
        /// What is free there, in bytes.
        free: u64,
        /// What may be needed, in bytes.
        needed: u64,
    },
    /// The lack of the programs.
    #[error(
        "pg_dump and pg_restore of PostgreSQL {0} or newer were not found. Install them (for example: apt-get install \
         postgresql-client-{0}), or name their directory in HEARTH_POSTGRES_DIR."
    )]
    NoPrograms(u32),
    /// A program that failed.
    #[error("{program} failed: {said}")]
    Program {
        /// Its name.
        program: &'static str,
        /// The last that it said.
        said: String,
    },
    /// A file that is no backup.
    #[error("{} is not a backup: it is neither in the custom format of pg_dump nor encrypted with age.", .0.display())]
    NoBackup(PathBuf),
    /// An encrypted file, and no key for it.
    #[error("{} is encrypted. Give its passphrase (--passphrase-file FILE) or the file of its key (--identity FILE).", .0.display())]
    Encrypted(PathBuf),
    /// A key that does not open the file.
    #[error("The backup cannot be decrypted: another passphrase or key was used, or the file is damaged.")]
    WrongKey,
    /// A recipient that is none.
    #[error("{0} is no recipient of age: one begins with age1. `age-keygen` makes a key and its recipient.")]
    Recipient(String),
    /// A key of age that is none.
    #[error("The file holds no key of age: one begins with AGE-SECRET-KEY-1.")]
    Identity,
    /// A restored copy that is not what was backed up.
    #[error(
        "The backup was restored to check it, and {table} has {found} rows there, not {expected}. Make another one."
    )]
    Differs {
        /// The first table that differs.
        table: String,
        /// Its rows in the database.
        expected: i64,
        /// Its rows in the copy.
        found: i64,
    },
    /// A database that is not empty.
    #[error(
        "The database is not empty: it has the table {0}. A backup is restored into an empty one alone, for example one that \
         `createdb` has just made. Nothing was changed."
    )]
    NotEmpty(String),
    /// A backup without people.
    #[error("The backup holds no tables of Hearth. Nothing was changed.")]
    Foreign,
    /// Nothing to confirm or to undo.
    #[error("There is no restore to confirm or to undo.")]
    NothingRestored,
    /// An earlier restore that nobody has confirmed.
    #[error(
        "The last restore is not confirmed, and the earlier database is still kept in {}. Run `hearth-server restore --confirm` or \
         `hearth-server restore --undo` first.",
        .0.display()
    )]
    Unconfirmed(PathBuf),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The cluster.
    #[error(transparent)]
    Cluster(#[from] hearth_postgres::Error),
    /// A file.
    #[error("{action} {}: {source}.", path.display())]
    File {
        /// What failed, as the begin of a sentence.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
}

impl Error {
    pub(crate) fn file(action: &'static str, path: &std::path::Path, source: io::Error) -> Self {
        Self::File { action, path: path.to_owned(), source }
    }
}

/// Compares the rows of a copy with those of the database.
pub(crate) fn compare(expected: &RowCounts, found: &RowCounts) -> Result<(), Error> {
    for (table, expected) in &expected.tables {
        let found = found.tables.get(table).copied().unwrap_or_default();
        if found != *expected {
            return Err(Error::Differs { table: table.clone(), expected: *expected, found });
        }
    }
    Ok(())
}
