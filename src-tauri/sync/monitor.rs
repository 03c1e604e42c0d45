//! Watches the connection to the server of a session.

use crate::error::CommandError;

/// Knows whether the server answers, and is told of every call that shows it.
pub(crate) trait ConnectionMonitor: Clone + Send + Sync + 'static {
    /// Whether the server is known not to answer.
    fn is_offline(&self) -> bool;

    /// Whether the server writes a post once, however often it is sent under one key.
    fn has_idempotency_keys(&self) -> bool;

    /// The server has answered.
    fn reached(&self);

    /// Turns the error of a call into the one of a command; a lost connection and the end of the session are noted.
    fn failed(&self, error: hearth_client::Error) -> impl Future<Output = CommandError> + Send;
}
