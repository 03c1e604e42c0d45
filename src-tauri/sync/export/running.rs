//! Keeps the exports that run, so that they can be cancelled.

use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

/// The exports that run.
#[derive(Default)]
pub(crate) struct Exports(Mutex<CancellationToken>);

impl Exports {
    /// Runs an export; returns none where it was cancelled.
    pub(crate) async fn run<T>(&self, export: impl Future<Output = T>) -> Option<T> {
        let cancelled = self.0.lock().clone();
        cancelled.run_until_cancelled(export).await
    }

    /// Cancels all exports that run.
    pub(crate) fn cancel(&self) {
        std::mem::take(&mut *self.0.lock()).cancel();
    }
}
