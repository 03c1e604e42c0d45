//! Keeps libpq's session options in the environment away from a private database.
//!
//! Rust cannot change the environment of a running program safely, so the program starts itself again, in its own place.

use std::{env, ffi::OsStr, io, process::Command};

/// Holds the settings that libpq puts into every session, a private database's too: sqlx offers no way to leave them out.
const SESSION_OPTIONS: &str = "PGOPTIONS";

/// Starts this program again without the session options that the environment has for libpq. Returns where there are none,
/// or where starting again fails.
pub fn leave_out_session_options() -> io::Result<()> {
    match env::var_os(SESSION_OPTIONS) {
        // Empty rather than unset: `.env` may set it again.
        Some(options) if !options.is_empty() => Err(restart([(SESSION_OPTIONS, "")])),
        _ => Ok(()),
    }
}

/// Replaces this process by the same program with these variables added to its environment; returns only where that fails.
#[must_use]
pub fn restart<V: AsRef<OsStr>>(variables: impl IntoIterator<Item = (V, V)>) -> io::Error {
    let program = match env::current_exe() {
        Ok(program) => program,
        Err(error) => return error,
    };
    let mut command = Command::new(program);
    let mut arguments = env::args_os();
    if let Some(name) = arguments.next() {
        std::os::unix::process::CommandExt::arg0(&mut command, name);
    }
    std::os::unix::process::CommandExt::exec(command.args(arguments).envs(variables))
}
