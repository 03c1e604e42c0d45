//! Watches the connection to the server of a session.

use crate::error::CommandError;

/// A monitor of the connection to the server, which is told of every call that shows whether it answers.
pub(crate) trait ConnectionMonitor: Clone + Send + Sync + 'static {
    /// Returns whether the server is known not to answer.
    fn is_offline(&self) -> bool;

    /// Returns whether the server writes a post once, however often it is sent under one key.
    fn has_idempotency_keys(&self) -> bool;

    /// Notes that the server has answered.
    fn reached(&self);

    /// Turns the error of a call into the one of a command; a lost connection and the end of the session are noted.
    fn failed(&self, error: hearth_client::Error) -> impl Future<Output = CommandError> + Send;
}
