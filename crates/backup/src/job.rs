//! Tells whoever waits how far the work is, and lets them cancel it.

use crate::error::Error;

/// Cancels the work of a [`Job`]. Clones cancel the same.
pub use tokio_util::sync::CancellationToken as Cancel;

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many bytes of a backup are written.
    Written(u64),
    /// So many bytes of a backup are restored, of so many.
    Restored {
        /// The bytes so far.
        bytes: u64,
        /// All bytes of the file.
        of: u64,
    },
    /// The rows of the restored copy are counted.
    Counting,
    /// The restored copy is brought up to date and put in its place.
    Installing,
}

/// A piece of work that can be watched and cancelled.
pub struct Job {
    cancel: Cancel,
    told: Box<dyn Fn(Progress) + Send + Sync>,
}

impl Job {
    /// Has the progress told to `told`, and cancels the work when `cancel` says so.
    #[must_use]
    pub fn new(cancel: Cancel, told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self { cancel, told: Box::new(told) }
    }

    pub(crate) fn tell(&self, progress: Progress) {
        (self.told)(progress);
    }

    /// Fails where the work was cancelled.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.cancel.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// Does what can be left at any moment, until it is done or the work is cancelled.
    pub(crate) async fn run<T, E: Into<Error>>(&self, work: impl Future<Output = Result<T, E>>) -> Result<T, Error> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Error::Cancelled),
            done = work => done.map_err(Into::into),
        }
    }
}
