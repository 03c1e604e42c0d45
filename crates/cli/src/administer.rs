//! Runs commands that look after people and posts, on the database of a running server too.

use std::io::{self, Write as _};

use hearth_server::database::Database;

use crate::{
    args::Place,
    database::{Absent, choose, connect, leave_out_session_options, open},
    result::Result,
    runtime::until_stopped,
};

/// Runs a command on a database, and prints what it has to say. `prepare` runs before anything is started: whoever gives up there leaves
/// nothing behind.
pub(crate) fn run<T>(
    place: &Place,
    prepare: impl FnOnce() -> Result<T>,
    execute: impl AsyncFnOnce(&Database, T) -> Result<String>,
) -> Result<()> {
    let choice = choose(place)?;
    leave_out_session_options(&choice)?;
    let prepared = prepare()?;
    let said = until_stopped(async {
        let opened = open(choice, Absent::Refuse).await?;
        let options = opened.options.clone();
        let done = async { execute(&connect(options).await?, prepared).await };
        let done = done.await;
        opened.close().await?;
        done
    })?;
    match io::stdout().write_all(said.as_bytes()) {
        // Its reader has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
