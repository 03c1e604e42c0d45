//! Prints what describes the program and its API: `OpenAPI`, completions of shells, manual pages.

use std::{
    io::{self, Write as _},
    path::Path,
};

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::{
    args::{Cli, PROGRAM},
    result::Result,
};

/// Prints the description of the API.
pub(crate) fn openapi() -> Result<()> {
    print(hearth_server::openapi_json().as_bytes())
}

/// Prints what completes the program's commands in a shell.
pub(crate) fn completions(shell: Shell) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), PROGRAM, &mut script);
    if shell == Shell::Bash {
        // The generator writes the hyphen of the name in two ways, and then finds no command.
        let (wrong, right) = (PROGRAM.replace('-', "__subcmd__"), PROGRAM.replace('-', "__"));
        script = String::from_utf8(script)?.replace(&wrong, &right).into_bytes();
    }
    print(&script)
}

/// Prints the manual page of the program, or writes those of all commands into a directory.
pub(crate) fn manual(dir: Option<&Path>) -> Result<()> {
    let Some(dir) = dir else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        return print(&page);
    };
    clap_mangen::generate_to(Cli::command(), dir).map_err(|error| {
        format!("The manual pages cannot be written into {}: {error}. Name an existing directory.", dir.display())
            .into()
    })
}

/// Prints to standard output. That its reader has seen enough is no error.
fn print(text: &[u8]) -> Result<()> {
    match io::stdout().lock().write_all(text) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
