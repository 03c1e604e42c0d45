//! Monitors the connections of sessions. Where a server no longer answers, it is tried until it does.

use hearth_client::{Cause, Error, FeedQuery};

use super::AppState;
use crate::{
    error::{CommandError, ErrorCode},
    i18n::text,
    model::{Connection, Features, ServerLocation, ServerStatus},
    sync::{ConnectionMonitor, Session},
};

impl AppState {
    /// Notes that a call found nobody at a server, or nobody who answered.
    pub(super) fn lost(&self, server: &ServerLocation, error: &Error) {
        let is_ready = self.0.events.read(|status| status.servers.get(server).is_some_and(ServerStatus::is_ready));
        if self.0.connections.is_reconnecting(server)
            || !is_ready
            || matches!(error, Error::Unreachable(Cause::NoToken))
        {
            return;
        }
        let insecure = matches!(error, Error::Certificate(_));
        if insecure || matches!(error, Error::Unreachable(_)) {
            self.0.connections.go_offline(server, insecure);
        }
        self.reconnect(server);
    }

    /// Tries a server until it answers, and goes on with the session there.
    pub(super) fn reconnect(&self, server: &ServerLocation) {
        let (state, there) = (self.clone(), server.clone());
        self.0.connections.reconnect(server, move |features| state.back(&there, features));
    }

    /// Tries at once again what waits for servers or the keychain.
    pub(crate) fn retry_now(&self) {
        self.0.connections.retry_all_now();
        self.0.keychain_wait.retry_now();
    }

    fn back(&self, server: &ServerLocation, features: Features) {
        if self
            .0
            .events
            .read(|status| status.servers.get(server).is_none_or(|here| here.connection == Connection::Online))
        {
            return;
        }
        tracing::info!("a server is back");
        self.0.events.change(|status| {
            let Some(here) = status.servers.get_mut(server) else { return };
            (here.connection, here.features) = (Connection::Online, features);
            // What happened meanwhile is told anew, and what waits is sent.
            for session in self.0.sessions.all(Some(server)) {
                self.enter(session, features);
            }
        });
    }

    /// Asks the server of a session whether it refuses the token that the account has now: one answer may be of another token
    /// or of something in between.
    async fn is_refused(&self, session: &Session) -> bool {
        let Some(now) = self.0.sessions.get(&session.key()) else { return true };
        let query = FeedQuery { limit: 1, ..FeedQuery::default() };
        let answer = now.client.feed(&query, None).await;
        let refused = matches!(answer, Err(Error::Refused { status: 401, .. }));
        if !refused {
            tracing::warn!("a token was refused, and is not any more");
        }
        // It may have been replaced while it was asked about.
        refused && self.0.sessions.get(&session.key()).is_some_and(|later| later.client.is_same_user(&now.client))
    }
}

impl ConnectionMonitor for AppState {
    fn is_offline(&self, session: &Session) -> bool {
        let is_online = |here: &ServerStatus| here.is_online();
        session.client.is_pending()
            || !self.0.events.read(|status| status.servers.get(&session.server).is_some_and(is_online))
    }

    fn has_idempotency_keys(&self, session: &Session) -> bool {
        self.features(session).idempotency
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
            if !self.is_refused(session).await {
                return CommandError::new(ErrorCode::Server, text("error-refused-once"));
            }
            // Not over yet: somebody has ended it. Other backends have more reasons to refuse one.
            if self.features(session).sessions && !session.client.token_has_expired() {
                error.message = text("error-session-ended-elsewhere");
            }
            self.end_session(session, error.message.clone()).await;
        }
        error
    }
}
