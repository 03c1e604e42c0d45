//! Waits for a keychain that is locked or does not answer. Until it opens, the app goes on with what it has.

use std::time::Duration;

use tokio::time::sleep;

use super::{AppState, Result, task::Task};
use crate::{
    error::{CommandError, ErrorCode},
    i18n::text,
    model::{Connection, Phase, SessionStore},
    storage::keychain::Unavailable,
    sync::Session,
};

/// The pauses between two looks at the keychain: at first, and when it takes its time.
const PAUSE: Duration = Duration::from_secs(1);
const LONG_PAUSE: Duration = Duration::from_secs(10);

/// The number of looks with short pauses.
const SHORT_PAUSES: u32 = 120;

impl AppState {
    /// Has the system ask for the keychain's password, and goes on as soon as it is given.
    pub(crate) async fn unlock_keychain(&self) -> Result<()> {
        let unlocked = self.0.sessions.keychain().unlock().await;
        self.0.keychain_wait.retry_now.notify_one();
        unlocked.map_err(|why| {
            tracing::warn!(%why, "the keychain was not unlocked");
            let told = if why == Unavailable::Locked { "keyring-not-unlocked" } else { "keyring-no-answer" };
            CommandError::new(ErrorCode::Storage, text(told))
        })
    }

    /// Tells where sessions are kept. Where that is in a keychain that may open, it is waited for.
    pub(super) fn set_session_store(&self, store: SessionStore) {
        if self.status().session_store != store {
            self.0.events.change(|status| status.session_store = store);
        }
        let mut waiting = self.0.keychain_wait.task.lock();
        if matches!(store, SessionStore::Locked | SessionStore::Silent) {
            if waiting.is_none() {
                let state = self.clone();
                *waiting = Some(Task::new(tokio::spawn(async move { state.wait_for_keychain().await })));
            }
        } else {
            // The last, because it may be this task that ends.
            *waiting = None;
        }
    }

    async fn wait_for_keychain(&self) {
        let mut looks = 0;
        loop {
            tokio::select! {
                () = self.0.keychain_wait.retry_now.notified() => looks = 0,
                () = sleep(if looks < SHORT_PAUSES { PAUSE } else { LONG_PAUSE }) => looks += 1,
            }
            let opened = match self.0.sessions.keychain().is_open().await {
                Ok(()) => self.keychain_opened().await,
                Err(why) => Err(why),
            };
            self.set_session_store(match opened {
                Ok(()) => SessionStore::Keychain,
                // It was there, and may just be starting anew.
                Err(Unavailable::Missing(_)) => SessionStore::Silent,
                Err(why) => why.store(),
            });
        }
    }

    /// The keychain is open: takes what it has, and gives it what waits for it.
    async fn keychain_opened(&self) -> std::result::Result<(), Unavailable> {
        self.0.sessions.flush().await?;
        self.take_session().await
    }

    /// Goes on with the session that was not at hand.
    async fn take_session(&self) -> std::result::Result<(), Unavailable> {
        let Some(pending) = self.pending_session() else { return Ok(()) };
        let token = self.0.sessions.token(&pending.server, &pending.account).await?;
        // Somebody may have gone elsewhere meanwhile.
        if self.pending_session().is_none_or(|now| now.key() != pending.key()) {
            return Ok(());
        }
        match token {
            Some(token) => {
                tracing::info!("the keychain has opened");
                let client = pending.client.with_token(&token);
                let server = pending.server.clone();
                self.0.sessions.open(Session { client, ..pending }, |_| Vec::new());
                self.reconnect(&server);
            }
            None => self.sign_in_again(),
        }
        Ok(())
    }

    /// The keychain has no session: what was read stays, for who signs in again.
    fn sign_in_again(&self) {
        self.0.sessions.close_others(None);
        self.0.events.change(|status| {
            status.account = None;
            status.scroll_positions = Vec::new();
            status.connection = Connection::Online;
        });
    }

    fn pending_session(&self) -> Option<Session> {
        matches!(self.status().phase, Phase::Ready).then_some(())?;
        self.0.sessions.shown().filter(|session| session.client.is_pending())
    }
}
