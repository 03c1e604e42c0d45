//! Whether the place answers. Where it no longer does, it is tried again and again until it does, and all goes on.

use std::time::Duration;

use chrono::Utc;
use hearth_client::{Client, Error, pause};
use tokio::time::sleep;

use super::{Hearth, News, lock};
use crate::{
    live::Following,
    offline::OutboxNews,
    posts::FeedPost,
    status::{Connection, Features, Phase},
};

/// Who waits for the server at the start can read meanwhile what was kept.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);

impl Hearth {
    pub(crate) fn is_offline(&self) -> bool {
        matches!(lock(&self.0.status).connection, Connection::Offline { .. })
    }

    /// A call found nobody there, or nobody who answered.
    pub(super) fn lost(&self, error: &Error) {
        let Ok(client) = self.client() else { return };
        let mut reconnecting = lock(&self.0.reconnecting);
        if reconnecting.is_some() || !matches!(self.status().phase, Phase::Ready) {
            return;
        }
        if matches!(error, Error::Unreachable(_)) {
            self.go_offline();
        }
        let hearth = self.clone();
        *reconnecting = Some(Following::spawn(async move {
            let features = hearth.try_until_back(&client).await;
            hearth.back(features);
        }));
    }

    /// There is reason to believe that the server is back, or a person who wants to know.
    pub(crate) fn reached(&self) {
        if lock(&self.0.reconnecting).is_some() {
            self.0.hurry.notify_one();
        }
    }

    /// Tells the window that what waits to be sent is another than before.
    pub(crate) fn tell_outbox(&self, sent: Option<FeedPost>, dropped_vote: bool) {
        (self.0.announce)(News::Outbox(&OutboxNews { sent, dropped_vote }));
    }

    /// As if nothing had been lost: there is another place now, or none.
    pub(super) fn forget_connection(&self) {
        *lock(&self.0.reconnecting) = None;
    }

    pub(super) fn go_offline(&self) {
        if !self.is_offline() {
            tracing::warn!("the server is away");
            self.change(|status| status.connection = Connection::Offline { since: Utc::now() });
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
                () = self.0.hurry.notified() => failures = 0,
                () = sleep(pause(failures)) => failures = failures.saturating_add(1),
            }
        }
    }

    fn back(&self, features: Features) {
        if self.is_offline() {
            tracing::info!("the server is back");
            self.change(|status| {
                status.connection = Connection::Online;
                status.features = features;
            });
            let session = lock(&self.0.session).clone();
            if let Some(session) = session {
                // What happened meanwhile is told anew, and what waits is sent.
                self.enter_at(Some(session), features);
            }
        }
        // The last, because it ends this task.
        self.forget_connection();
    }
}

async fn probe(client: &Client) -> hearth_client::Result<Features> {
    client.welcome().await?;
    client.capabilities().await.map(Features::from)
}
