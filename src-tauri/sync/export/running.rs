//! Keeps the exports that run, so that they can be cancelled.

use std::collections::HashMap;

use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

use crate::model::AccountKey;

/// The exports that run, by account.
#[derive(Default)]
pub(crate) struct Exports(Mutex<HashMap<AccountKey, CancellationToken>>);

impl Exports {
    /// Runs an export of an account; returns none where it was cancelled.
    pub(crate) async fn run<T>(&self, account: AccountKey, export: impl Future<Output = T>) -> Option<T> {
        let cancelled = self.0.lock().entry(account).or_default().clone();
        cancelled.run_until_cancelled(export).await
    }

    /// Cancels all exports of an account that run.
    pub(crate) fn cancel(&self, account: &AccountKey) {
        if let Some(token) = self.0.lock().remove(account) {
            token.cancel();
        }
    }

    /// Cancels all exports that run.
    pub(crate) fn cancel_all(&self) {
        for (_, token) in self.0.lock().drain() {
            token.cancel();
        }
    }
}
