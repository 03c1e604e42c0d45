//! Defines the errors of reading and writing the keys.

use std::{io, path::PathBuf};

/// Error of reading or writing the keys.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// Error of the file system.
    #[error("The key that signs sessions cannot be kept in {}: {source}. Make room, or let this user write there.", file.display())]
    Storage {
        /// The file for the keys.
        file: PathBuf,
        /// The error of the file system.
        source: io::Error,
    },
    /// A line that cannot be parsed: somebody else has written into the file.
    #[error("Line {line} of {} cannot be read. Remove it, or the whole file: that ends all sessions.", file.display())]
    Line {
        /// The file of the keys.
        file: PathBuf,
        /// The number of the line, counted from 1.
        line: usize,
    },
    /// A key that was not made at random.
    #[error(
        "The key in {} is damaged, and anybody could guess it. Put the file back from a backup, or remove it: that ends all \
         sessions.",
        file.display()
    )]
    Damaged {
        /// The file of the keys.
        file: PathBuf,
    },
    /// A link in the directory of another user, who could have it lead to any file that root may read and write.
    #[error(
        "{} is a link, and its directory belongs to another user. Put the file itself there, or run this as that user.",
        file.display()
    )]
    Link {
        /// The link.
        file: PathBuf,
    },
    /// A file that others may read: whoever has the key can sign in as anybody.
    #[error(
        "Other users of this computer may read {file}, and whoever has the key in it can sign in as anybody. Run \
         `chmod 600 {file}`. If somebody may have read it, remove the file instead: that ends all sessions.",
        file = file.display()
    )]
    Exposed {
        /// The file of the keys.
        file: PathBuf,
    },
    /// A missing file: there is no key to replace.
    #[error("There is no key in {} yet. The first start makes one.", file.display())]
    Missing {
        /// The file that is missing.
        file: PathBuf,
    },
}
