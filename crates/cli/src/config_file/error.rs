//! Defines the errors of the configuration file. None repeats a value that may be a secret.

use std::{io, path::PathBuf};

use hearth_server::config::DatabaseUrlError;

/// Error of a configuration file.
#[derive(Debug, thiserror::Error)]
#[error("The settings in {}{cause}", file.display())]
pub(crate) struct ConfigFileError {
    /// The path of the file.
    pub(crate) file: PathBuf,
    /// What is wrong.
    pub(crate) cause: Cause,
}

/// What is wrong with a configuration file, in the rest of a sentence behind its path.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    /// A file that cannot be read.
    #[error(" cannot be read: {0}. Let this user read the file, or name another with --config.")]
    Unreadable(io::Error),
    /// A file that somebody else may have written.
    #[error(
        " are not used: the file is another user's, or everybody may write to it. Give it to this user or to root, and run \
         `chmod o-w` on it."
    )]
    Untrusted,
    /// A line that cannot be used.
    #[error(", line {line}, cannot be used: {mistake}.", line = .0.line, mistake = .0.mistake)]
    Line(BadLine),
}

/// A line that cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadLine {
    /// Its number, counted from 1.
    pub(crate) line: usize,
    /// What is wrong with it.
    pub(crate) mistake: Mistake,
}

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Mistake {
    /// What is no TOML.
    #[error("it is no TOML ({0})")]
    Syntax(String),
    /// A key that no setting has.
    #[error("there is no setting \"{}\"{}", key.escape_debug(), similar.as_ref().map(|key| format!(". Did you mean \"{key}\"?")).unwrap_or_default())]
    Unknown {
        /// The key.
        key: String,
        /// The most similar one of a setting.
        similar: Option<String>,
    },
    /// A value of another type, or out of range.
    #[error("{key} cannot be {value}. It takes {takes}")]
    Value {
        /// The key.
        key: String,
        /// The value, or what stands for one that may be a secret.
        value: String,
        /// What it takes.
        takes: String,
    },
    /// A database address that cannot be parsed.
    #[error("{key} is no address of a database: {cause}")]
    DatabaseUrl {
        /// The key.
        key: String,
        /// What is wrong with it.
        cause: DatabaseUrlError,
    },
}
