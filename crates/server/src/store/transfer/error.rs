//! Defines the errors of exports and imports.

use std::io;

use super::super::DatabaseError;

/// Error of an export or an import. Its text is one or two full sentences.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The file.
    #[error("The file cannot be read or written: {0}. Nothing was changed.")]
    Io(#[from] io::Error),
    /// A file of another program, or of a later version.
    #[error("The first line does not say that this is an export of Hearth of version 1. Nothing was changed.")]
    Format,
    /// A line that is not one of an export.
    #[error("Line {line} cannot be used: {reason}. Nothing was changed.")]
    Line {
        /// The line.
        line: u64,
        /// The reason, as a part of a sentence.
        reason: String,
    },
    /// A file without its last line.
    #[error("The file ends too early: its last line is missing, or counts others than there are. Nothing was changed.")]
    Truncated,
    /// Addresses that have accounts.
    #[error(
        "These addresses have accounts already: {}. Nothing was changed. With --match-accounts their posts and votes go to those \
         accounts.",
        .0.join(", ")
    )]
    Conflict(Vec<String>),
}

impl TransferError {
    /// Says why a line cannot be used.
    pub(super) fn line(line: u64, reason: &str) -> Self {
        Self::Line { line, reason: reason.to_owned() }
    }
}

impl From<sqlx::Error> for TransferError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
