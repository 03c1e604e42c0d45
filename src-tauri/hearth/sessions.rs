//! Who is signed in: from signing in to the session's end.

use hearth_api::{Login, UserCreate};
use hearth_client::Client;

use super::{Hearth, News, Result, Session, lock};
use crate::{
    error::{CommandError, ErrorCode},
    live::{self, Following, LiveEvent},
    messages::{Text, text},
    offline::{self, Cache, Question, keep_only},
    settings::SavedSession,
    status::{Account, Features, Place, SessionStore},
};

impl Hearth {
    /// Makes an account and signs in to it.
    pub(crate) async fn sign_up(&self, email: String, password: String) -> Result<()> {
        let user = UserCreate { email, password };
        self.client()?.sign_up(&user).await.map_err(|error| match error.status() {
            Some(409) => CommandError::new(ErrorCode::Conflict, text("error-address-taken")),
            _ => error.into(),
        })?;
        self.sign_in(user.email, user.password).await
    }

    /// Signs in, and keeps the session for the next start.
    pub(crate) async fn sign_in(&self, username: String, password: String) -> Result<()> {
        let client = self.client()?;
        let login = Login { username, password };
        let token = client.login(&login).await.map_err(|error| match error.status() {
            Some(403) => CommandError::new(ErrorCode::Credentials, text("error-wrong-credentials")),
            _ => error.into(),
        })?;
        let id = hearth_client::user_id(&token)
            .ok_or_else(|| CommandError::new(ErrorCode::Server, text("error-unreadable-session")))?;
        // The address in its one spelling; what was typed will do where the server does not say.
        let email = client.user(id).await.map_or(login.username, |user| user.email);
        let place = self.status().place.ok_or_else(CommandError::signed_out)?;
        let session = self.open(place, Account { id, email }, client.with_token(&token.access_token)).await;
        let store = self.keep(&session.account, &token.access_token).await;
        keep_only(&self.0.data_dir, Some((&session.place, session.account.id)));
        let account = session.account.clone();
        let reading = self.places_of(&account);
        self.enter(Some(session));
        self.change(|status| {
            status.account = Some(account);
            status.session_store = store;
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
        lock(&self.0.session).clone().ok_or_else(CommandError::signed_out)
    }

    /// Turns an error of a call that a session made into the command's; a session that is over ends here too.
    pub(crate) async fn failed(&self, error: hearth_client::Error) -> CommandError {
        if error.is_away() {
            self.lost(&error);
        }
        let error = CommandError::from(error);
        if error.code == ErrorCode::SignedOut {
            self.end_session(Some(error.message.clone())).await;
        }
        error
    }

    /// Hears no more of what happens and sends nothing, until a session is entered.
    pub(crate) fn stop_following(&self) {
        lock(&self.0.following).clear();
    }

    /// Goes on with the session that was there, unless it ended meanwhile.
    pub(crate) fn resume(&self, session: Session) {
        if lock(&self.0.session).is_some() {
            self.enter(Some(session));
        }
    }

    /// Goes on with a new token: the one before is no longer valid.
    pub(crate) async fn renew(&self, session: Session, token: &str) {
        let store = self.keep(&session.account, token).await;
        self.enter(Some(Session { client: session.client.with_token(token), ..session }));
        self.change(|status| status.session_store = store);
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
    async fn keep(&self, account: &Account, token: &str) -> SessionStore {
        let (Some(place), Some(name)) = (self.status().place, self.session_name(account)) else {
            return SessionStore::UntilExit;
        };
        let session = Some(SavedSession { place, account: account.clone() });
        lock(&self.0.settings).change(|settings| settings.session = session);
        self.0.keychain.save(&name, token).await
    }

    async fn end_session(&self, notice: Option<Text>) {
        let Some(session) = self.enter(None) else { return };
        tokio::task::block_in_place(|| session.cache.close());
        if let Some(name) = self.session_name(&session.account) {
            self.0.keychain.forget(&name).await;
        }
        lock(&self.0.settings).change(|settings| settings.session = None);
        self.change(|status| {
            status.account = None;
            status.reading = Vec::new();
            status.notice = notice;
        });
    }

    /// Makes this the session, and follows what happens for as long as it is. Returns the one before.
    pub(super) fn enter(&self, session: Option<Session>) -> Option<Session> {
        let features = self.status().features;
        self.enter_at(session, features)
    }

    pub(super) fn enter_at(&self, session: Option<Session>, features: Features) -> Option<Session> {
        let mut following = lock(&self.0.following);
        following.clear();
        if let Some(session) = &session {
            session.cache.keep(Question::Features, features);
            following.push(self.send_for(session.clone()));
            following.extend(features.events.then(|| self.follow(session.client.clone())));
        }
        drop(following);
        std::mem::replace(&mut *lock(&self.0.session), session)
    }

    fn follow(&self, client: Client) -> Following {
        let hearth = self.clone();
        Following::spawn(async move {
            let tell = |news: &[LiveEvent]| (hearth.0.announce)(News::Live(news));
            // The connection may have been idle for long, so it is looked whether it is so.
            let error = live::follow(&client, tell, || hearth.lost(&hearth_client::Error::TimedOut)).await;
            // In a task of its own: where the session is over, this one ends with it.
            tokio::spawn(async move { hearth.failed(error).await });
        })
    }

    fn send_for(&self, session: Session) -> Following {
        let hearth = self.clone();
        Following::spawn(async move { offline::send_all(&hearth, &session).await })
    }

    /// A session with what is kept for its account.
    pub(super) async fn open(&self, place: Place, account: Account, client: Client) -> Session {
        let cache = Cache::open(&self.0.data_dir, &place, account.id);
        let outbox = tokio::task::block_in_place(|| self.0.outboxes.open(&place, account.id));
        // The app may have been killed between taking a post in and clearing the desk of it.
        if let Err(error) = self.0.desk.forget_sent(&place, account.id, outbox.posts()).await {
            tracing::error!(?error, "a text that waits to be sent is still on the desk");
        }
        Session { account, client, place, cache, outbox }
    }

    /// Under which name the keychain keeps an account's session at the present place.
    pub(super) fn session_name(&self, account: &Account) -> Option<String> {
        let place = match self.status().place? {
            Place::ThisComputer => self.0.data_dir.display().to_string(),
            Place::Server { address } => address,
        };
        Some(format!("{} at {place}", account.email))
    }
}
