//! Waits for a keychain that is locked or does not answer. Until it opens, the app goes on with what it has.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::time::sleep;

use super::{AppState, Result, task::Task};
use crate::{
    error::{CommandError, ErrorCode, messages},
    i18n::{Argument, text, text_with},
    model::{Connection, Phase, SessionStore},
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
        let is_sought = self.pending_session().is_some();
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
            self.set_session_store(opened.map_or_else(|why| why.store(), |()| self.0.sessions.keychain().open_store()));
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
        self.take_session().await
    }

    /// Goes on with the session that was not at hand.
    async fn take_session(&self) -> std::result::Result<(), Unavailable> {
        let Some(pending) = self.pending_session() else { return Ok(()) };
        let token = self.0.sessions.token(&pending.server, &pending.account, PATIENTLY).await?;
        // Somebody may have gone elsewhere meanwhile.
        if self.pending_session().is_none_or(|now| now.key() != pending.key()) {
            return Ok(());
        }
        match token {
            Some(token) => {
                tracing::info!("the keychain has opened");
                let client = pending.client.with_token(token.expose_secret());
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
