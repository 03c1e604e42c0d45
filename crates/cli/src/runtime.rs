//! Runs what a command does, until it is done or told to stop.

use crate::{result::Result, stop_signal::stop_signal};

/// Runs a command. Where the process is told to stop meanwhile, what the command has begun is undone: a PostgreSQL that was started
/// for it stops.
pub(crate) fn until_stopped<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let stop = stop_signal()?;
        tokio::select! {
            done = work => done,
            () = stop => Err("It was told to stop before it was done.".into()),
        }
    })
}
