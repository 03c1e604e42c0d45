//! Signs accounts in and out, and runs the tasks of their sessions.

use std::time::Duration;

use hearth_api::{Login, UserCreate};
use hearth_client::Error;
use tokio::time::timeout;

use super::{AppState, Result, event_stream, task::Task};
use crate::{
    error::{CommandError, ErrorCode},
    i18n::{Text, text},
    model::{Account, Connection, Features, LiveEvent},
    sync::{self, CacheKey, ConnectionMonitor, Session},
};

/// Time limit for a server to end a session whose user has signed out. Nobody waits for it but the end of the app.
const SIGN_OUT_TIMEOUT: Duration = Duration::from_secs(3);

impl AppState {
    /// Makes an account and signs in to it.
    pub(crate) async fn sign_up(&self, email: String, password: String) -> Result<()> {
        let user = UserCreate { email, password };
        self.client()?.sign_up(&user).await.map_err(|error| match error {
            Error::Refused { status: 409, .. } => CommandError::new(ErrorCode::Conflict, text("error-address-taken")),
            error => unanswered(error),
        })?;
        self.sign_in(user.email, user.password).await
    }

    /// Signs in, and keeps the session for the next start.
    pub(crate) async fn sign_in(&self, username: String, password: String) -> Result<()> {
        let client = self.client()?;
        let login = Login { username, password };
        let token = client.login(&login).await.map_err(|error| match error {
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
        let server = self.status().server.ok_or_else(CommandError::signed_out)?;
        let client = client.with_token(&token.access_token);
        let session = self.0.sessions.prepare(server, account, client).await;
        let store = self.0.sessions.save(&session, &token.access_token).await;
        self.0.sessions.prune_caches();
        self.set_session_store(store);
        let positions = self.0.sessions.scroll_positions(&session);
        self.0.events.change(|status| {
            status.account = Some(session.account.clone());
            status.first_account = false;
            status.scroll_positions = positions;
            status.notice = None;
            self.enter(session, status.features);
        });
        Ok(())
    }

    /// Signs out: forgets the session at once, and has the server end it where that can be.
    pub(crate) async fn sign_out(&self) {
        let Ok(session) = self.session() else { return };
        let status = self.status();
        self.end_session(&session, None).await;
        if status.features.sessions && status.connection == Connection::Online {
            self.0.sign_outs.spawn(async move {
                let ended = timeout(SIGN_OUT_TIMEOUT, session.client.sign_out()).await;
                let ended = ended.unwrap_or(Err(Error::TimedOut));
                // It expires by itself.
                let _ = ended.inspect_err(|error| tracing::info!(%error, "the session is not ended at the server"));
            });
        }
    }

    /// Waits for the servers that are told that somebody signed out.
    pub(super) async fn finish_sign_outs(&self) {
        self.0.sign_outs.close();
        let _ = timeout(SIGN_OUT_TIMEOUT, self.0.sign_outs.wait()).await;
    }

    /// Stops the event stream and the sender of a session, until it is resumed or renewed.
    pub(crate) fn suspend(&self, session: &Session) {
        self.0.sessions.suspend(&session.key());
    }

    /// Goes on with a session that was suspended, unless it ended meanwhile.
    pub(crate) fn resume(&self, session: Session) {
        if self.0.sessions.is_open(&session.key()) {
            self.enter(session, self.status().features);
        }
    }

    /// Goes on with a new token: the one before is no longer valid.
    pub(crate) async fn renew(&self, session: Session, token: &str) {
        let store = self.0.sessions.save(&session, token).await;
        self.enter(Session { client: session.client.with_token(token), ..session }, self.status().features);
        self.set_session_store(store);
    }

    /// Shows the account by another name from now on, or by its address.
    pub(crate) fn rename(&self, session: &Session, display_name: Option<String>) {
        let Some(account) = self.0.sessions.rename(session, display_name) else { return };
        self.0.events.change(|status| {
            if status.account.as_ref().is_some_and(|shown| shown.id == account.id) {
                status.account = Some(account);
            }
        });
    }

    /// Ends the session of an account that was deleted.
    pub(crate) async fn account_is_gone(&self, session: &Session) {
        if let Err(error) = session.outbox.clear() {
            tracing::error!(%error, "what waited to be sent is not removed");
        }
        self.end_session(session, Some(text("account-deleted"))).await;
    }

    /// Ends a session, and forgets it. Does nothing where it is not open any more.
    pub(super) async fn end_session(&self, session: &Session, notice: Option<Text>) {
        let Some(session) = self.0.sessions.close(&session.key()) else { return };
        self.0.exports.cancel();
        tokio::task::block_in_place(|| session.cache.close());
        self.0.sessions.forget(&session).await;
        self.0.events.change(|status| {
            // Another account may have signed in meanwhile.
            if self.0.sessions.shown().is_some() {
                return;
            }
            status.account = None;
            // One that waited for its token has no place any more where nobody is asked.
            if status.connection == Connection::Locked {
                status.connection = Connection::Online;
            }
            status.scroll_positions = Vec::new();
            status.notice = notice;
        });
    }

    /// Opens a session and runs its tasks. The window shows one account at a time: the sessions of others are closed.
    /// Takes no lock of the event bus.
    pub(super) fn enter(&self, session: Session, features: Features) {
        self.0.sessions.close_others(Some(&session.key()));
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
            let tell = |events: &[LiveEvent]| state.0.events.live(events);
            // The connection may have been idle for long, so it is looked whether it is so.
            let away = || state.lost(&session.server, &Error::TimedOut);
            let error = event_stream::follow(&session.client, tell, away, || state.reached(&session)).await;
            // In a task of its own: where the session is over, this one ends with it.
            tokio::spawn(async move { state.failed(&session, error).await });
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
