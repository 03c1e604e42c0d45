//! Monitors the connection. Where the server no longer answers, it is tried again and again until it does.

use std::time::Duration;

use chrono::Utc;
use hearth_client::{Cause, Client, Error, backoff};
use tokio::time::sleep;

use super::{AppState, Task};
use crate::{
    error::{CommandError, ErrorCode},
    model::{Connection, Features, Phase},
    sync::ConnectionMonitor,
};

/// How long a server has to answer at the start before what was kept is shown.
pub(super) const START_TIMEOUT: Duration = Duration::from_secs(3);

impl AppState {
    /// A call found nobody there, or nobody who answered.
    pub(super) fn lost(&self, error: &Error) {
        // Not in one expression, which would hold one lock while it takes the other.
        let is_reconnecting = self.0.reconnecting.lock().is_some();
        let is_ready = matches!(self.status().phase, Phase::Ready);
        if is_reconnecting || !is_ready || matches!(error, Error::Unreachable(Cause::NoToken)) {
            return;
        }
        if matches!(error, Error::Unreachable(_)) {
            self.go_offline();
        }
        self.reconnect();
    }

    /// Tries until the server answers, and goes on with who is signed in.
    pub(super) fn reconnect(&self) {
        let Ok(client) = self.client() else { return };
        let mut reconnecting = self.0.reconnecting.lock();
        if reconnecting.is_some() {
            return;
        }
        let state = self.clone();
        *reconnecting = Some(Task::new(tokio::spawn(async move {
            let features = state.try_until_back(&client).await;
            state.back(features);
        })));
    }

    /// Ends the reconnecting: the server answers, or there is another one now, or none.
    pub(super) fn stop_reconnecting(&self) {
        *self.0.reconnecting.lock() = None;
    }

    pub(super) fn go_offline(&self) {
        if !matches!(self.status().connection, Connection::Offline { .. }) {
            tracing::warn!("the server is away");
            self.0.events.change(|status| status.connection = Connection::Offline { since: Utc::now() });
        }
    }

    async fn try_until_back(&self, client: &Client) -> Features {
        let mut failures = 0;
        loop {
            match probe(client).await {
                Ok(features) => return features,
                Err(error) => tracing::debug!(%error, "the server is still away"),
            }
            self.go_offline();
            tokio::select! {
                () = self.0.retry_now.notified() => failures = 0,
                () = sleep(backoff(failures)) => failures = failures.saturating_add(1),
            }
        }
    }

    fn back(&self, features: Features) {
        if self.is_offline() {
            tracing::info!("the server is back");
            self.0.events.change(|status| {
                status.connection = Connection::Online;
                status.features = features;
            });
            let session = self.0.session.lock().clone();
            if let Some(session) = session {
                // What happened meanwhile is told anew, and what waits is sent.
                self.enter(session, features);
            }
        }
        // The last, because it ends this task.
        self.stop_reconnecting();
    }
}

impl ConnectionMonitor for AppState {
    fn is_offline(&self) -> bool {
        self.status().connection != Connection::Online
    }

    fn has_idempotency_keys(&self) -> bool {
        self.status().features.idempotency
    }

    fn reached(&self) {
        if self.0.reconnecting.lock().is_some() {
            self.0.retry_now.notify_one();
        }
        if self.0.keychain_opening.lock().is_some() {
            self.0.keychain_retry_now.notify_one();
        }
    }

    async fn failed(&self, error: Error) -> CommandError {
        if error.is_away() {
            self.lost(&error);
        }
        let error = CommandError::from(error);
        if error.code == ErrorCode::SignedOut {
            self.end_session(Some(error.message.clone())).await;
        }
        error
    }
}

async fn probe(client: &Client) -> hearth_client::Result<Features> {
    client.ping().await?;
    client.capabilities().await.map(Features::from)
}
