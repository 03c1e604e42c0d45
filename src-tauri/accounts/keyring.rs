//! Waits for a keychain that is locked or does not answer. Until it opens, the app goes on with what it has.

use std::time::Duration;

use tokio::time::sleep;

use super::{AppState, Result, task::Task};
use crate::{
    error::{CommandError, ErrorCode},
    i18n::text,
    model::{SessionState, SessionStore},
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
        let is_awaited = !self.pending_sessions().is_empty();
        if is_awaited || matches!(store, SessionStore::Locked | SessionStore::Silent) {
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
        for pending in self.pending_sessions() {
            self.take_session(pending).await?;
        }
        Ok(())
    }

    /// Goes on with a session that was not at hand.
    async fn take_session(&self, pending: Session) -> std::result::Result<(), Unavailable> {
        let token = self.0.sessions.token(&pending.server, &pending.account).await?;
        let key = pending.key();
        self.0.events.change(|status| {
            // It may have signed in, or be gone, meanwhile.
            let is_pending = self.0.sessions.get(&key).is_some_and(|now| now.client.is_pending());
            let features = status.features_of(&key.server);
            let Some(entry) = status.entry_mut(&key).filter(|_| is_pending) else { return };
            if let Some(token) = token {
                tracing::info!("the keychain has opened");
                let session = Session { client: pending.client.with_token(&token), ..pending };
                (entry.session, entry.expires) = (SessionState::Open, session.expires());
                self.enter(session, features);
            } else {
                // The keychain has no session: what was read stays, for who signs in again.
                self.0.sessions.close(&key);
                entry.session = SessionState::Ended;
                entry.scroll_positions = Vec::new();
            }
        });
        Ok(())
    }

    fn pending_sessions(&self) -> Vec<Session> {
        self.0.sessions.all(None).into_iter().filter(|session| session.client.is_pending()).collect()
    }
}
