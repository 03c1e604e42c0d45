//! Reads a new password: never from the arguments, which other users of the computer can read.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use crate::result::Result;

/// Bounds what is read: a password has room for 72 bytes.
const MAX_BYTES: u64 = 4096;

/// Reads a new password twice from the terminal, without showing it; or the first line of standard input, where that is none.
pub(super) fn read(email: &str) -> Result<String> {
    let password = if io::stdin().is_terminal() { ask(email)? } else { first_line()? };
    if password.is_empty() { Err("No password was given. Nothing was changed.".into()) } else { Ok(password) }
}

fn ask(email: &str) -> Result<String> {
    let hidden = |prompt: String| {
        rpassword::prompt_password(prompt)
            .map_err(|error| format!("The password cannot be read from the terminal: {error}. Nothing was changed."))
    };
    let password = hidden(format!("New password for {email}: "))?;
    if hidden("Once more: ".to_owned())? == password {
        Ok(password)
    } else {
        Err("The two passwords differ. Nothing was changed.".into())
    }
}

fn first_line() -> Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_BYTES).read_until(b'\n', &mut bytes)?;
    let text = String::from_utf8(bytes).map_err(|_| "The password is no text in UTF-8. Nothing was changed.")?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(line.strip_suffix('\r').unwrap_or(line).to_owned())
}
