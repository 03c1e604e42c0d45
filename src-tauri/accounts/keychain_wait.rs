//! The wait for a keychain that is not open.

use parking_lot::Mutex;
use tokio::sync::Notify;

use super::task::Task;

/// The task that waits, if there is one.
#[derive(Default)]
pub(super) struct KeychainWait {
    pub(super) task: Mutex<Option<Task>>,
    /// Ends the pause between two looks at the keychain.
    pub(super) retry_now: Notify,
}

impl KeychainWait {
    /// Looks at the keychain at once, if it is waited for.
    pub(super) fn retry_now(&self) {
        if self.task.lock().is_some() {
            self.retry_now.notify_one();
        }
    }
}
