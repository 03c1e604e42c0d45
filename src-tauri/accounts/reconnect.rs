//! Monitors the connections of sessions. Where a server no longer answers, it is tried until it does.

use hearth_client::{Cause, Error};

use super::AppState;
use crate::{
    error::{CommandError, ErrorCode},
    i18n::text,
    model::{Connection, Features, Phase, ServerLocation},
    sync::{ConnectionMonitor, Session},
};

impl AppState {
    /// Notes that a call found nobody at a server, or nobody who answered.
    pub(super) fn lost(&self, server: &ServerLocation, error: &Error) {
        let status = self.status();
        let is_ready = matches!(status.phase, Phase::Ready) && status.server.as_ref() == Some(server);
        if self.0.connections.is_reconnecting(server)
            || !is_ready
            || matches!(error, Error::Unreachable(Cause::NoToken))
        {
            return;
        }
        if matches!(error, Error::Unreachable(_)) {
            self.0.connections.go_offline(server);
        }
        self.reconnect(server);
    }

    /// Tries a server until it answers, and goes on with the session there.
    pub(super) fn reconnect(&self, server: &ServerLocation) {
        let (state, there) = (self.clone(), server.clone());
        self.0.connections.reconnect(server, move |features| state.back(&there, features));
    }

    /// Tries at once again what waits for the server or the keychain.
    pub(crate) fn retry_now(&self) {
        if let Some(server) = self.status().server {
            self.0.connections.retry_now(&server);
        }
        self.0.keychain_wait.retry_now();
    }

    fn back(&self, server: &ServerLocation, features: Features) {
        let status = self.status();
        if status.server.as_ref() != Some(server) || status.connection == Connection::Online {
            return;
        }
        tracing::info!("the server is back");
        self.0.events.change(|status| {
            status.connection = Connection::Online;
            status.features = features;
        });
        // What happened meanwhile is told anew, and what waits is sent.
        if let Some(session) = self.0.sessions.shown() {
            self.enter(session, features);
        }
    }
}

impl ConnectionMonitor for AppState {
    fn is_offline(&self, session: &Session) -> bool {
        let status = self.status();
        status.server.as_ref() != Some(&session.server) || status.connection != Connection::Online
    }

    fn has_idempotency_keys(&self, _: &Session) -> bool {
        self.status().features.idempotency
    }

    fn reached(&self, session: &Session) {
        self.0.connections.retry_now(&session.server);
        self.0.keychain_wait.retry_now();
    }

    async fn failed(&self, session: &Session, error: Error) -> CommandError {
        if error.is_away() {
            self.lost(&session.server, &error);
        }
        let mut error = CommandError::from(error);
        if error.code == ErrorCode::SignedOut {
            // Not over yet: somebody has ended it. Other backends have more reasons to refuse one.
            if self.status().features.sessions && !session.client.token_has_expired() {
                error.message = text("error-session-ended-elsewhere");
            }
            self.end_session(session, Some(error.message.clone())).await;
        }
        error
    }
}
