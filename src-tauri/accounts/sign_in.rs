//! Signs accounts in, and runs the tasks of their sessions.

use hearth_api::{Login, UserCreate};
use hearth_client::{Error, backoff};
use tokio::time::sleep;
use zeroize::Zeroize;

use super::{AppState, Result, event_stream, task::Task};
use crate::{
    error::{CommandError, ErrorCode},
    i18n::{Argument, text, text_with},
    model::{Account, AccountEntry, AccountKey, Features, LiveEvent, ServerLocation, SessionState, Shown},
    storage::saved_accounts::{ACCOUNTS_MAX, SavedSession},
    sync::{self, CacheKey, ConnectionMonitor, Session},
};

impl AppState {
    /// Makes an account at the server that is shown and signs in to it.
    pub(crate) async fn sign_up(&self, server: &ServerLocation, email: String, password: String) -> Result<()> {
        let user = UserCreate { email, password, invite: None };
        self.shown_client(server)?.sign_up(&user).await.map_err(|error| match error {
            Error::Refused { status: 409, .. } => CommandError::new(ErrorCode::Conflict, text("error-address-taken")),
            error => unanswered(error),
        })?;
        self.sign_in(server, user.email, user.password).await
    }

    /// Signs in at the server that is shown, and keeps the session for the next start.
    pub(crate) async fn sign_in(&self, server: &ServerLocation, username: String, password: String) -> Result<()> {
        let client = self.shown_client(server)?;
        let mut login = Login { username, password };
        let token = client.login(&login).await;
        login.password.zeroize();
        let token = token.map_err(|error| match error {
            Error::Refused { status: 403, .. } => {
                CommandError::new(ErrorCode::Credentials, text("error-wrong-credentials"))
            }
            error => unanswered(error),
        })?;
        let id = hearth_client::user_id(&token)
            .ok_or_else(|| CommandError::new(ErrorCode::Server, text("error-unreadable-session")))?;
        // The address in its one spelling, and the name; what was typed will do where the server does not say.
        let typed = Account { id, email: login.username, display_name: None };
        let account = client.user(id).await.map_or(typed, Account::from);
        let key = AccountKey { server: server.clone(), account: id };
        if !self.0.settings.get().accounts.takes(&key) {
            let most = [("count", Argument::count(ACCOUNTS_MAX))];
            return Err(CommandError::new(ErrorCode::Storage, text_with("error-too-many-accounts", most)));
        }
        let client = client.with_token(&token.access_token);
        let session = self.0.sessions.prepare(server.clone(), account, client).await;
        let store = self.0.sessions.save(&session, &token.access_token).await;
        self.0.sessions.prune_caches();
        self.set_session_store(store);
        let before = self.0.sessions.get(&key).filter(|before| !before.client.is_pending());
        self.adopt(session);
        // Whoever adds an account that is there has one session of it, as before.
        if let Some(before) = before.filter(|before| self.features(before).sessions) {
            self.end_at_server(before);
        }
        self.release_unused();
        Ok(())
    }

    /// Adds the account of a new session to the list, and shows it where somebody waits for that.
    pub(super) fn adopt(&self, session: Session) {
        let key = session.key();
        let (server, account) = (session.server.clone(), session.account.clone());
        let scroll_positions = self.0.sessions.scroll_positions(&session);
        self.0.events.change(|status| {
            if status.entry(&key).is_none() {
                status.accounts.push(AccountEntry::new(server.clone(), account.clone()));
            }
            if let Some(entry) = status.entry_mut(&key) {
                (entry.session, entry.notice) = (SessionState::Open, None);
                entry.expires = session.expires();
                entry.account = account.clone();
                entry.scroll_positions = scroll_positions;
            }
            if let Some(here) = status.servers.get_mut(&server) {
                here.first_account = false;
            }
            // Somebody may have gone elsewhere meanwhile.
            if status.shown.server() == Some(&server) && status.account.is_none() {
                status.shown = Shown::Account(key);
                status.before = None;
                self.0.settings.change(|settings| {
                    settings.server = Some(server.clone());
                    settings.session = Some(SavedSession { server: server.clone(), account });
                });
            }
            self.enter(session, status.features_of(&server));
        });
    }

    /// Stops the event stream and the sender of a session, until it is resumed or renewed.
    pub(crate) fn suspend(&self, session: &Session) {
        self.0.sessions.suspend(&session.key());
    }

    /// Goes on with a session that was suspended, unless it ended meanwhile.
    pub(crate) fn resume(&self, session: Session) {
        if self.0.sessions.is_open(&session.key()) {
            let features = self.features(&session);
            self.enter(session, features);
        }
    }

    /// Goes on with a new token: the one before is no longer valid, or not for long.
    pub(crate) async fn renew(&self, session: Session, token: &str) {
        let session = Session { client: session.client.with_token(token), ..session };
        let store = self.0.sessions.save(&session, token).await;
        self.0.events.change(|status| {
            if let Some(entry) = status.entry_mut(&session.key()) {
                entry.expires = session.expires();
            }
            let features = status.features_of(&session.server);
            self.enter(session, features);
        });
        self.set_session_store(store);
    }

    /// Signs in to an account once more, before its session expires: nothing that is under way is interrupted.
    pub(crate) async fn sign_in_again(&self, key: &AccountKey, password: String) -> Result<()> {
        let session = self.session(key)?;
        let login = Login { username: session.account.email.clone(), password };
        let token = session.client.login(&login).await.map_err(|error| match error {
            Error::Refused { status: 403, .. } => CommandError::field("password", text("error-wrong-password")),
            error => unanswered(error),
        })?;
        if hearth_client::user_id(&token) != Some(key.account) {
            return Err(CommandError::new(ErrorCode::Server, text("error-unreadable-session")));
        }
        let before = session.clone();
        self.renew(session, &token.access_token).await;
        if self.features(&before).sessions {
            self.end_at_server(before);
        }
        Ok(())
    }

    /// Shows the account by another name from now on, or by its address.
    pub(crate) fn rename(&self, session: &Session, display_name: Option<String>) {
        let Some(account) = self.0.sessions.rename(session, display_name) else { return };
        self.0.events.change(|status| {
            if let Some(entry) = status.entry_mut(&session.key()) {
                entry.account = account;
            }
        });
    }

    /// Opens a session and runs its tasks. Takes no lock of the event bus.
    pub(super) fn enter(&self, session: Session, features: Features) {
        session.cache.keep(CacheKey::Features, session.cache.now(), features);
        self.0.sessions.open(session, |session| {
            let mut tasks = Vec::new();
            if !session.client.is_pending() {
                tasks.push(self.spawn_sender(session.clone()));
                tasks.extend(features.events.then(|| self.spawn_event_stream(session.clone())));
            }
            tasks
        });
    }

    fn spawn_event_stream(&self, session: Session) -> Task {
        let state = self.clone();
        Task::new(tokio::spawn(async move {
            let key = session.key();
            let tell = |events: &[LiveEvent]| state.0.events.live(&key, events);
            // The connection may have been idle for long, so it is looked whether it is so.
            let away = || state.lost(&session.server, &Error::TimedOut);
            for failures in 0.. {
                let error = event_stream::follow(&session.client, tell, away, || state.reached(&session)).await;
                // In a task of its own: where the session is over, this one ends with it.
                let (state, session) = (state.clone(), session.clone());
                let _ = tokio::spawn(async move { state.failed(&session, error).await }).await;
                // It goes on: what was missed is told as a reset.
                sleep(backoff(failures)).await;
            }
        }))
    }

    fn spawn_sender(&self, session: Session) -> Task {
        let state = self.clone();
        Task::new(tokio::spawn(async move { sync::send_all(&state, &state.0.events, &session).await }))
    }
}

/// Turns an error of signing in into one of a command. A lost answer costs nothing there: nobody is signed in yet, so that
/// there is nothing to reload.
fn unanswered(error: Error) -> CommandError {
    match error {
        Error::Lost(_) | Error::TimedOut => {
            tracing::warn!(%error, "no answer to signing in");
            CommandError::new(ErrorCode::Unreachable, text("error-no-answer"))
        }
        error => error.into(),
    }
}
