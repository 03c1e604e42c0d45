//! Moves data out and in: backups, and exports that other programs read.

mod backup;
mod meter;
mod passphrase;
mod restore;
mod transfer;

pub(crate) use self::{
    backup::run as backup,
    restore::run as restore,
    transfer::{export, import},
};
use crate::{result::Result, stop_signal::stop_signal};
use hearth_backup::Cancel;

/// Runs work that can be cancelled. Where the process is told to stop it cancels the work, and waits until all is tidied up.
fn until_cancelled<T, F: Future<Output = Result<T>>>(work: impl FnOnce(Cancel) -> F) -> Result<T> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let stop = stop_signal()?;
        let cancel = Cancel::new();
        let mut work = Box::pin(work(cancel.clone()));
        tokio::select! {
            done = &mut work => done,
            () = stop => {
                cancel.cancel();
                work.await
            }
        }
    })
}

/// Says something to whoever reads it.
fn say(text: &str) {
    use std::io::Write as _;
    // Nobody need read it.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Words a number of things.
fn number(count: i64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
