//! Signs accounts in and out, and keeps the session between starts.

use std::path::Path;

use hearth_api::{Login, UserCreate};
use hearth_client::{Client, Error};

use super::{AppState, Result, Task, event_stream};
use crate::{
    error::{CommandError, ErrorCode},
    i18n::{Text, text},
    model::{Account, Connection, Features, LiveEvent, ServerLocation, SessionStore},
    storage::settings::SavedSession,
    sync::{self, Cache, CacheKey, ConnectionMonitor, Session, prune_other_accounts},
};

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
        // The address in its one spelling; what was typed will do where the server does not say.
        let email = client.user(id).await.map_or(login.username, |user| user.email);
        let place = self.status().place.ok_or_else(CommandError::signed_out)?;
        let session = self.open(place, Account { id, email }, client.with_token(&token.access_token)).await;
        let store = self.keep(&session, &token.access_token).await;
        prune_other_accounts(&self.0.data_dir, Some((&session.place, session.account.id)));
        let account = session.account.clone();
        let reading = self.reading_positions(&session);
        self.enter(session, self.status().features);
        self.set_session_store(store);
        self.0.events.change(|status| {
            status.account = Some(account);
            status.reading = reading;
            status.notice = None;
        });
        Ok(())
    }

    /// Signs out, and forgets the session.
    pub(crate) async fn sign_out(&self) {
        self.end_session(None).await;
    }

    /// Who is signed in.
    pub(crate) fn session(&self) -> Result<Session> {
        self.0.session.lock().clone().ok_or_else(CommandError::signed_out)
    }

    /// Stops the event stream and the sender, until a session is entered.
    pub(crate) fn stop_session_tasks(&self) {
        self.0.session_tasks.lock().clear();
    }

    /// Goes on with the session that was there, unless it ended meanwhile.
    pub(crate) fn resume(&self, session: Session) {
        if self.0.session.lock().is_some() {
            self.enter(session, self.status().features);
        }
    }

    /// Goes on with a new token: the one before is no longer valid.
    pub(crate) async fn renew(&self, session: Session, token: &str) {
        let store = self.keep(&session, token).await;
        self.enter(Session { client: session.client.with_token(token), ..session }, self.status().features);
        self.set_session_store(store);
    }

    /// The account was deleted, and the session with it.
    pub(crate) async fn account_is_gone(&self) {
        if let Ok(session) = self.session()
            && let Err(error) = session.outbox.clear()
        {
            tracing::error!(%error, "what waited to be sent is not removed");
        }
        self.end_session(Some(text("account-deleted"))).await;
    }

    /// Keeps a new session for the next start, where the keychain works.
    async fn keep(&self, session: &Session, token: &str) -> SessionStore {
        let name = self.name_of(session);
        let saved = SavedSession { place: session.place.clone(), account: session.account.clone() };
        self.0.settings.change(|settings| {
            settings.session = Some(saved);
            settings.signed_out.retain(|other| *other != name);
        });
        self.0.keychain.save(&name, token).await
    }

    pub(super) async fn end_session(&self, notice: Option<Text>) {
        let Some(session) = self.exit() else { return };
        tokio::task::block_in_place(|| session.cache.close());
        let name = self.name_of(&session);
        self.0.settings.change(|settings| {
            settings.session = None;
            if !settings.signed_out.contains(&name) {
                settings.signed_out.push(name.clone());
            }
        });
        if self.0.keychain.forget(&name).await {
            self.0.settings.change(|settings| settings.signed_out.retain(|other| *other != name));
        }
        self.0.events.change(|status| {
            status.account = None;
            // One that waited for its token has no place any more where nobody is asked.
            if status.connection == Connection::Locked {
                status.connection = Connection::Online;
            }
            status.reading = Vec::new();
            status.notice = notice;
        });
    }

    /// Makes this the session, and runs its tasks for as long as it is. Takes no lock of the event bus.
    pub(super) fn enter(&self, session: Session, features: Features) {
        let mut tasks = self.0.session_tasks.lock();
        tasks.clear();
        session.cache.keep(CacheKey::Features, session.cache.now(), features);
        if !session.client.is_pending() {
            tasks.push(self.spawn_sender(session.clone()));
            tasks.extend(features.events.then(|| self.spawn_event_stream(session.client.clone())));
        }
        drop(tasks);
        *self.0.session.lock() = Some(session);
    }

    /// Leaves the session and ends its tasks. Returns it. Takes no lock of the event bus.
    pub(super) fn exit(&self) -> Option<Session> {
        self.stop_session_tasks();
        self.0.session.lock().take()
    }

    fn spawn_event_stream(&self, client: Client) -> Task {
        let state = self.clone();
        Task::new(tokio::spawn(async move {
            let tell = |events: &[LiveEvent]| state.0.events.live(events);
            // The connection may have been idle for long, so it is looked whether it is so.
            let away = || state.lost(&Error::TimedOut);
            let error = event_stream::follow(&client, tell, away, || state.reached()).await;
            // In a task of its own: where the session is over, this one ends with it.
            tokio::spawn(async move { state.failed(error).await });
        }))
    }

    fn spawn_sender(&self, session: Session) -> Task {
        let state = self.clone();
        Task::new(tokio::spawn(async move { sync::send_all(&state, &state.0.events, &session).await }))
    }

    /// A session with what is kept for its account.
    pub(super) async fn open(&self, place: ServerLocation, account: Account, client: Client) -> Session {
        let cache = Cache::open(&self.0.data_dir, &place, account.id);
        let outbox = tokio::task::block_in_place(|| self.0.outboxes.open(&place, account.id));
        // The app may have been killed between taking a post in and removing its draft.
        if let Err(error) = self.0.drafts.forget_sent(&place, account.id, outbox.posts()).await {
            tracing::error!(?error, "a text that waits to be sent is still a draft");
        }
        Session { account, client, place, cache, outbox }
    }

    pub(super) fn name_of(&self, session: &Session) -> String {
        session_name(&self.0.data_dir, &session.place, &session.account)
    }
}

/// The name under which the keychain keeps the session of an account at a server.
pub(super) fn session_name(data_dir: &Path, place: &ServerLocation, account: &Account) -> String {
    match place {
        ServerLocation::Local => format!("{} at {}", account.email, data_dir.display()),
        ServerLocation::Server { address } => format!("{} at {address}", account.email),
    }
}

/// Where nobody is signed in yet, there is nothing that the server could have done and nothing to reload.
fn unanswered(error: Error) -> CommandError {
    match error {
        Error::Lost(_) | Error::TimedOut => {
            tracing::warn!(%error, "no answer to signing in");
            CommandError::new(ErrorCode::Unreachable, text("error-no-answer"))
        }
        error => error.into(),
    }
}
