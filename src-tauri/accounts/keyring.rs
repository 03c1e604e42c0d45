//! Waits for a keychain that is locked or does not answer. Until it opens, the app goes on with what it has.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::time::sleep;

use super::{AppState, Result, task::Task};
use crate::{
    error::{CommandError, ErrorCode, messages},
    i18n::{Argument, text, text_with},
    model::{SessionState, SessionStore},
    storage::keychain::{PATIENTLY, Unavailable, VaultError},
    sync::Session,
};

/// The pauses between two looks at the keychain: at first, and when it takes its time.
const PAUSE: Duration = Duration::from_secs(1);
const LONG_PAUSE: Duration = Duration::from_secs(10);

/// The pause where there was no keychain from the start, or where it refuses what it is to keep: its disk may be full.
const REFUSED_PAUSE: Duration = Duration::from_mins(1);

/// The number of looks with short pauses.
const SHORT_PAUSES: u32 = 120;

/// The fewest characters of a passphrase.
const PASSPHRASE_MIN: usize = 8;

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

    /// Keeps sessions in a file under this passphrase from now on.
    pub(crate) async fn protect_sessions(&self, passphrase: SecretString) -> Result<()> {
        if passphrase.expose_secret().chars().count() < PASSPHRASE_MIN {
            let least = [("count", Argument::count(PASSPHRASE_MIN))];
            return Err(CommandError::field("password", text_with("error-password-too-short", least)));
        }
        self.0.sessions.keychain().protect(passphrase).await.map_err(|error| explain(&error))?;
        let opened = self.keychain_opened().await;
        self.set_session_store(opened.map_or_else(|why| why.store(), |()| SessionStore::PassphraseFile));
        Ok(())
    }

    /// Opens the file with the sessions, and goes on with them.
    pub(crate) async fn unlock_sessions(&self, passphrase: SecretString) -> Result<()> {
        self.0.sessions.keychain().unlock_with(passphrase).await.map_err(|error| explain(&error))?;
        let opened = self.keychain_opened().await;
        self.set_session_store(opened.map_or_else(|why| why.store(), |()| SessionStore::PassphraseFile));
        Ok(())
    }

    /// Tells where sessions are kept. Where that is in a keychain that may open, it is waited for.
    pub(super) fn set_session_store(&self, store: SessionStore) {
        let is_sought = !self.pending_sessions().is_empty();
        let store = match store {
            // The session was kept there, so that it may just be starting anew.
            SessionStore::UntilExit if is_sought => SessionStore::Silent,
            store => store,
        };
        if self.status().session_store != store {
            self.0.events.change(|status| status.session_store = store);
        }
        let mut waiting = self.0.keychain_wait.task.lock();
        let has_changes = self.0.sessions.keychain().has_waiting();
        if is_sought || has_changes || matches!(store, SessionStore::Locked | SessionStore::Silent) {
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
                () = sleep(self.pause(looks)) => looks += 1,
            }
            let opened = match self.0.sessions.keychain().is_open(PATIENTLY).await {
                Ok(()) => self.keychain_opened().await,
                Err(why) => Err(why),
            };
            self.set_session_store(match opened {
                Ok(()) => self.0.sessions.keychain().open_store(),
                // It was there, and may just be starting anew.
                Err(Unavailable::Missing(_)) if self.status().session_store != SessionStore::UntilExit => {
                    SessionStore::Silent
                }
                Err(why) => why.store(),
            });
        }
    }

    fn pause(&self, looks: u32) -> Duration {
        match self.status().session_store {
            SessionStore::UntilExit => REFUSED_PAUSE,
            _ if looks < SHORT_PAUSES => PAUSE,
            _ => LONG_PAUSE,
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
        let token = self.0.sessions.token(&pending.server, &pending.account, PATIENTLY).await?;
        let key = pending.key();
        self.0.events.change(|status| {
            // It may have signed in, or be gone, meanwhile.
            let is_pending = self.0.sessions.get(&key).is_some_and(|now| now.client.is_pending());
            let features = status.features_of(&key.server);
            let Some(entry) = status.entry_mut(&key).filter(|_| is_pending) else { return };
            if let Some(token) = token {
                tracing::info!("the keychain has opened");
                let session = Session { client: pending.client.with_token(token.expose_secret()), ..pending };
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

/// Words why the file with the sessions was not opened or made.
fn explain(error: &VaultError) -> CommandError {
    tracing::warn!(%error, "the file with the sessions is not opened");
    match error {
        VaultError::WrongPassphrase => CommandError::field("password", text("passphrase-wrong")),
        VaultError::Damaged => CommandError::new(ErrorCode::Storage, text("passphrase-damaged")),
        VaultError::Io(error) => {
            CommandError::new(ErrorCode::Storage, text_with("error-file", [("cause", messages::of_io(error))]))
        }
    }
}
