//! Loads the file `.env` into the environment before anything else runs.
//!
//! Rust cannot change the environment of a running program safely, so the program starts itself again, in its own place.

pub(crate) mod parser;

use std::{
    env, io,
    path::{Path, PathBuf},
};

use hearth_server::config::{self, settings};

use crate::trusted_file::{self, Untrusted};
use parser::{Dotenv, TooLarge};

/// Names the file, in the working directory.
const FILE: &str = ".env";

/// Names a variable that chooses programs to run, which is for the environment alone.
const PROGRAM_DIR: &str = "HEARTH_POSTGRES_DIR";

/// Names the variable that tells the program which was started again what settings come from the file: their variables, parted by
/// commas.
const NAMES: &str = "HEARTH_SET_BY_DOTENV";

/// Error of loading the file `.env`.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DotenvError {
    /// A file that is there, and cannot be read.
    #[error("The file {} cannot be read: {source}. Let this user read it, or remove it.", file.display())]
    Unreadable {
        /// The path of the file.
        file: PathBuf,
        /// The error of the file system.
        source: io::Error,
    },
    /// A file that somebody else may have written.
    #[error(
        "The file {} is another user's, or everybody may write to it. Give it to this user with mode 0600, or remove it.",
        file.display()
    )]
    Untrusted {
        /// The path of the file.
        file: PathBuf,
    },
    /// A value that no environment can hold.
    #[error("In the file {} the value of {name} holds a NUL character. Remove it.", file.display())]
    Nul {
        /// The path of the file.
        file: PathBuf,
        /// The variable.
        name: String,
    },
    /// A failure to start the program again with these settings.
    #[error("The settings of {} cannot be applied: {source}. Set them in the environment.", file.display())]
    Restart {
        /// The path of the file.
        file: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
}

/// Reads the file `.env` in the working directory, and starts this program again with what it sets; returns where there is
/// nothing to set. What the environment has already stays. Lines that cannot be parsed are named, never repeated.
pub(crate) fn load() -> Result<(), DotenvError> {
    let file = match env::current_dir().map(|dir| dir.join(FILE)) {
        Ok(file) if file.is_file() => file,
        _ => return Ok(()),
    };
    let text = read(&file)?;
    let dotenv = Dotenv::parse(&text);
    let bad_lines = dotenv.bad_lines.clone();
    let environment = |name: &str| env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let too_large = || io::Error::other("a value in it is larger than 128 KiB");
    let mut values = dotenv
        .resolve(environment)
        .map_err(|TooLarge| DotenvError::Unreadable { file: file.clone(), source: too_large() })?;
    if values.remove(PROGRAM_DIR).is_some() {
        eprintln!(
            "{PROGRAM_DIR} in {} is left out: it names programs to run. Set it in the environment.",
            file.display()
        );
    }
    values.retain(|name, _| can_be_set(name) && env::var_os(name).is_none());
    if let Some((name, _)) = values.iter().find(|(_, value)| value.contains('\0')) {
        return Err(DotenvError::Nul { file, name: name.clone() });
    }
    if !values.is_empty() {
        let of_file = settings::ALL.iter().map(|setting| setting.variable).filter(|name| values.contains_key(*name));
        let names = of_file.collect::<Vec<_>>().join(",");
        values.insert(NAMES.to_owned(), names);
        return Err(DotenvError::Restart { source: config::restart(values), file });
    }
    for line in bad_lines {
        eprintln!("Line {line} of {} cannot be read, and is left out. A quote may be open.", file.display());
    }
    Ok(())
}

/// Returns whether the variable of a setting was set by the file.
pub(crate) fn has_set(variable: &str) -> bool {
    env::var(NAMES).is_ok_and(|names| names.split(',').any(|name| name == variable))
}

/// Reads the file, which no other user may have written.
fn read(path: &Path) -> Result<String, DotenvError> {
    let file = path.to_owned();
    trusted_file::read(path).map_err(|error| match error {
        Untrusted::Foreign => DotenvError::Untrusted { file },
        Untrusted::Unreadable(source) => DotenvError::Unreadable { file, source },
    })
}

fn can_be_set(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '\0'])
}
