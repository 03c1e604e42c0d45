//! Reads a passphrase: never from the arguments, which other users of the computer can read.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, IsTerminal as _, Read},
    path::Path,
};

use hearth_backup::SecretString;

use crate::result::Result;

/// Bounds what is read.
const MAX_BYTES: u64 = 4096;

/// Reads a new passphrase: twice from the terminal, or the first line of standard input.
pub(super) fn new() -> Result<SecretString> {
    if !io::stdin().is_terminal() {
        return first_line(io::stdin());
    }
    let passphrase = ask("Passphrase of the backup: ")?;
    if ask("Once more: ")? == passphrase { not_empty(passphrase) } else { Err("The two passphrases differ.".into()) }
}

/// Reads the passphrase of a backup that is there.
pub(super) fn known() -> Result<SecretString> {
    if io::stdin().is_terminal() { not_empty(ask("Passphrase of the backup: ")?) } else { first_line(io::stdin()) }
}

/// Reads the first line of a file.
pub(super) fn in_file(path: &Path) -> Result<SecretString> {
    let file = File::open(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
    first_line(file)
}

fn ask(prompt: &str) -> Result<String> {
    Ok(rpassword::prompt_password(prompt)
        .map_err(|error| format!("The passphrase cannot be read from the terminal: {error}."))?)
}

fn first_line(input: impl Read) -> Result<SecretString> {
    let mut line = String::new();
    BufReader::new(input.take(MAX_BYTES)).read_line(&mut line)?;
    not_empty(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn not_empty(passphrase: String) -> Result<SecretString> {
    if passphrase.is_empty() { Err("No passphrase was given.".into()) } else { Ok(passphrase.into()) }
}
