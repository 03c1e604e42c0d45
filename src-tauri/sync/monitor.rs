//! Watches the connections to the servers of sessions.

use super::Session;
use crate::error::CommandError;

/// Knows whether a session's server answers, and is told of every call that shows it.
pub(crate) trait ConnectionMonitor: Clone + Send + Sync + 'static {
    /// Returns whether the server is known not to answer.
    fn is_offline(&self, session: &Session) -> bool;

    /// Returns whether the server writes a post once, however often it is sent under one key.
    fn has_idempotency_keys(&self, session: &Session) -> bool;

    /// Notes that the server has answered.
    fn reached(&self, session: &Session);

    /// Turns the error of a call into the one of a command; notes a lost connection and the end of the session.
    fn failed(&self, session: &Session, error: hearth_client::Error) -> impl Future<Output = CommandError> + Send;
}
