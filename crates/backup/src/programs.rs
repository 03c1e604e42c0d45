//! Runs `pg_dump` and `pg_restore`, with the database's address in their environment, and keeps the last that they say.

use std::process::{ExitStatus, Stdio};

use hearth_postgres::{Search, Tools};
use hearth_server::database::DatabaseOptions;
use tokio::{
    io::AsyncReadExt as _,
    process::{Child, ChildStderr, Command},
    task::JoinHandle,
};

use crate::error::Error;

/// How much of what a program says is kept, in bytes.
const SAID_MAX: usize = 16 * 1024;

/// A program that runs.
pub(crate) struct Program {
    name: &'static str,
    pub(crate) child: Child,
    said: JoinHandle<String>,
}

/// Finds the programs for a server of this major version.
pub(crate) async fn find(search: &Search, major: u32) -> Result<Tools, Error> {
    Tools::find(search, major).await.ok_or(Error::NoPrograms(major))
}

impl Program {
    /// Starts a program on a database.
    pub(crate) fn start(name: &'static str, command: &mut Command, options: &DatabaseOptions) -> Result<Self, Error> {
        command.envs(options.libpq_environment()).stderr(Stdio::piped());
        let failed =
            |error: std::io::Error| Error::Program { program: name, said: format!("it does not start: {error}.") };
        let mut child = command.spawn().map_err(failed)?;
        let said = tokio::spawn(listen(child.stderr.take()));
        Ok(Self { name, child, said })
    }

    /// Waits until it ends; fails with the last that it said.
    pub(crate) async fn finish(mut self) -> Result<(), Error> {
        let failed = |said: String| Error::Program { program: self.name, said };
        let status: ExitStatus = self.child.wait().await.map_err(|error| failed(error.to_string()))?;
        let said = self.said.await.unwrap_or_default();
        if status.success() {
            return Ok(());
        }
        Err(failed(last_words(&said).unwrap_or_else(|| "it ended without saying why.".to_owned())))
    }
}

/// Reads all that a program says, and keeps its end.
async fn listen(stderr: Option<ChildStderr>) -> String {
    let Some(mut stderr) = stderr else { return String::new() };
    let (mut kept, mut piece) = (Vec::new(), vec![0; 4096]);
    while let Ok(length @ 1..) = stderr.read(&mut piece).await {
        kept.extend_from_slice(&piece[..length]);
        let beyond = kept.len().saturating_sub(SAID_MAX);
        kept.drain(..beyond);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// Returns the first error in what a program said, as a sentence.
fn last_words(said: &str) -> Option<String> {
    let errors = said.lines().filter_map(|line| line.split_once("error: ").map(|(_, error)| error.trim()));
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty());
    let words = errors.into_iter().next().or(last)?;
    Some(if words.ends_with('.') { words.to_owned() } else { format!("{words}.") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_is_told() {
        let said = "pg_dump: warning: odd\npg_dump: error: connection failed: no such host\npg_dump: detail: more\n";
        assert_eq!(last_words(said).as_deref(), Some("connection failed: no such host."));
        assert_eq!(last_words("\n"), None);
    }
}
