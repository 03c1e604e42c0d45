//! Reads the configuration file, in TOML: each key is the name of a variable in lower case, without `hearth_`.

mod error;
mod parse;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use hearth_server::config;

use crate::trusted_file::{self, Untrusted};
pub(crate) use error::{Cause, ConfigFileError};
#[cfg(any(test, fuzzing))]
pub(crate) use parse::parse as parse_text;

/// The file that is read where the arguments name none.
const DEFAULT: &str = "/etc/hearth/server.toml";

/// The configuration file that counts.
pub(crate) struct ConfigFile {
    /// Its path, as it was named.
    pub(crate) path: PathBuf,
    /// The line of each setting that it sets, by variable.
    pub(crate) lines: HashMap<&'static str, usize>,
}

/// Reads the file that is named, or else the one of the system where there is one, and has its settings count where the
/// environment has none.
pub(crate) fn load(named: Option<&Path>) -> Result<Option<ConfigFile>, ConfigFileError> {
    let path = named.unwrap_or(Path::new(DEFAULT));
    if named.is_none() && !path.exists() {
        return Ok(None);
    }
    let fail = |cause| ConfigFileError { file: path.to_owned(), cause };
    let text = trusted_file::read(path).map_err(|error| {
        fail(match error {
            Untrusted::Foreign => Cause::Untrusted,
            Untrusted::Unreadable(error) => Cause::Unreadable(error),
        })
    })?;
    let parsed = parse::parse(&text).map_err(|cause| fail(Cause::Line(cause)))?;
    let lines = parsed.iter().map(|(variable, value)| (*variable, value.line)).collect();
    config::use_file(parsed.into_iter().map(|(variable, value)| (variable, value.text)).collect());
    Ok(Some(ConfigFile { path: path.to_owned(), lines }))
}
