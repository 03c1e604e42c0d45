//! Defines why keys cannot be kept.

use std::{io, path::PathBuf};

/// Says why the keys can be neither read nor kept.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file system is in the way.
    #[error("The key that signs sessions cannot be kept in {}: {source}. Make room, or let this user write there.", file.display())]
    Storage {
        /// The file for the keys.
        file: PathBuf,
        /// Why they cannot be kept there.
        source: io::Error,
    },
    /// Somebody else has written into the file.
    #[error("Line {line} of {} cannot be read. Remove it, or the whole file: that ends all sessions.", file.display())]
    Line {
        /// The file of the keys.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// The key was not made at random.
    #[error(
        "The key in {} is damaged, and anybody could guess it. Put the file back from a backup, or remove it: that ends all \
         sessions.",
        file.display()
    )]
    Damaged {
        /// The file of the keys.
        file: PathBuf,
    },
    /// There is nothing to replace.
    #[error("There is no key in {} yet. The first start makes one.", file.display())]
    Missing {
        /// The file that is missing.
        file: PathBuf,
    },
}
