//! The app behind the window: at which place it is, who is signed in, and the way from one to the next.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use hearth_api::{Login, UserCreate};
use hearth_client::Client;

use crate::{
    error::{CommandError, ErrorCode},
    keychain::Keychain,
    live::{self, Following, LiveEvent},
    local::LocalServer,
    messages,
    preferences::Preferences,
    reading::ReadingPlace,
    settings::{SavedSession, SettingsFile},
    status::{Account, Features, Phase, Place, SessionStore, Status, Step},
};

type Result<T> = std::result::Result<T, CommandError>;

/// What the window is told of without asking.
pub(crate) enum News<'a> {
    Status(&'a Status),
    Live(&'a [LiveEvent]),
}

/// Tells the window.
pub(crate) type Announce = Box<dyn Fn(News) + Send + Sync>;

/// The one app. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Hearth(Arc<Inner>);

struct Inner {
    data_dir: PathBuf,
    resources: Option<PathBuf>,
    keychain: Keychain,
    announce: Announce,
    status: Mutex<Status>,
    settings: Mutex<SettingsFile>,
    /// The way to the place that was chosen last. A way that is no longer the newest ends without effect.
    way: AtomicU64,
    /// The client of the place, of nobody; and of who is signed in.
    client: Mutex<Option<Client>>,
    session: Mutex<Option<Session>>,
    /// Who is signed in hears what happens, where the place tells.
    following: Mutex<Option<Following>>,
    /// Held for as long as a way takes, so that the server is never started twice at once.
    local: tokio::sync::Mutex<Option<LocalServer>>,
}

/// Who is signed in, and a client that says so.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) account: Account,
    pub(crate) client: Client,
}

impl Hearth {
    pub(crate) fn new(data_dir: &Path, resources: Option<PathBuf>, announce: Announce) -> Self {
        let settings = SettingsFile::open(data_dir);
        messages::set_language(settings.get().preferences.language);
        let status = Status {
            place: settings.get().place.clone(),
            phase: Phase::Choosing,
            account: None,
            session_store: SessionStore::Keychain,
            notice: None,
            features: Features::default(),
            reading: Vec::new(),
            link: None,
            preferences: settings.get().preferences.clone(),
        };
        Self(Arc::new(Inner {
            data_dir: data_dir.to_owned(),
            resources,
            keychain: Keychain::default(),
            announce,
            status: Mutex::new(status),
            settings: Mutex::new(settings),
            way: AtomicU64::new(0),
            client: Mutex::new(None),
            session: Mutex::new(None),
            following: Mutex::new(None),
            local: tokio::sync::Mutex::new(None),
        }))
    }

    pub(crate) fn data_dir(&self) -> &Path {
        &self.0.data_dir
    }

    pub(crate) fn status(&self) -> Status {
        lock(&self.0.status).clone()
    }

    /// Goes on where the last start ended, and finds out where sessions can be kept.
    pub(crate) fn begin(&self) {
        if let Some(place) = self.status().place {
            self.go_to(place);
        }
        let hearth = self.clone();
        tokio::spawn(async move {
            let store = hearth.0.keychain.store().await;
            if store != hearth.status().session_store {
                hearth.change(|status| status.session_store = store);
            }
        });
    }

    /// Chooses a place and sets out for it.
    pub(crate) fn choose(&self, place: Place) -> Result<()> {
        let place = match place {
            Place::ThisComputer => Place::ThisComputer,
            Place::Server { address } => Place::Server { address: Client::remote(&address)?.address().to_string() },
        };
        self.go_to(place);
        Ok(())
    }

    /// Sets out once more for the place that could not be reached.
    pub(crate) fn retry(&self) {
        if let Status { place: Some(place), phase: Phase::Failed { .. }, .. } = self.status() {
            self.go_to(place);
        }
    }

    /// Back to choosing a place. Who was signed in there stays so.
    pub(crate) fn leave(&self) {
        self.0.way.fetch_add(1, Ordering::SeqCst);
        self.enter(None);
        *lock(&self.0.client) = None;
        lock(&self.0.settings).change(|settings| settings.place = None);
        self.change(|status| {
            status.place = None;
            status.phase = Phase::Choosing;
            status.account = None;
            status.notice = None;
        });
    }

    /// Makes an account and signs in to it.
    pub(crate) async fn sign_up(&self, email: String, password: String) -> Result<()> {
        let user = UserCreate { email, password };
        self.client()?.sign_up(&user).await.map_err(|error| match error.status() {
            Some(409) => CommandError::new(
                ErrorCode::Conflict,
                "There is an account with this address already. Sign in to it, or use another address.",
            ),
            _ => error.into(),
        })?;
        self.sign_in(user.email, user.password).await
    }

    /// Signs in, and keeps the session for the next start.
    pub(crate) async fn sign_in(&self, username: String, password: String) -> Result<()> {
        let client = self.client()?;
        let login = Login { username, password };
        let token = client.login(&login).await.map_err(|error| match error.status() {
            Some(403) => CommandError::new(
                ErrorCode::Credentials,
                "The address or the password is not right. Check both, then try again.",
            ),
            _ => error.into(),
        })?;
        let id = hearth_client::user_id(&token).ok_or_else(|| {
            CommandError::new(
                ErrorCode::Server,
                "The server gave a session that this app cannot read. Tell whoever runs it.",
            )
        })?;
        // The address in its one spelling; what was typed will do where the server does not say.
        let email = client.user(id).await.map_or(login.username, |user| user.email);
        let session = Session { account: Account { id, email }, client: client.with_token(&token.access_token) };
        let store = self.keep(&session.account, &token.access_token).await;
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
        let error = CommandError::from(error);
        if error.code == ErrorCode::SignedOut {
            self.end_session(Some(error.message.clone())).await;
        }
        error
    }

    /// Hears no more of what happens, until a session is entered.
    pub(crate) fn stop_following(&self) {
        *lock(&self.0.following) = None;
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
        self.end_session(Some("Your account is deleted, with all its posts and votes.".to_owned())).await;
    }

    /// Keeps how a person likes the app, and tells the window.
    pub(crate) fn set_preferences(&self, preferences: Preferences) {
        messages::set_language(preferences.language);
        self.change(|status| {
            lock(&self.0.settings).change(|settings| settings.preferences = preferences.clone());
            status.preferences = preferences;
        });
    }

    /// Keeps where the reader is for the next start.
    pub(crate) fn remember(&self, reading: ReadingPlace) -> Result<()> {
        let Session { account, .. } = self.session()?;
        if let Some(place) = self.status().place {
            lock(&self.0.settings).change(|settings| settings.readers.remember(&place, account.id, reading));
        }
        Ok(())
    }

    /// Shows a post as soon as somebody is there to see it; none when it was shown.
    pub(crate) fn show_post(&self, post: Option<i32>) {
        self.change(|status| status.link = post);
    }

    /// Stops the server of this computer, if it runs.
    pub(crate) async fn stop(&self) {
        self.0.way.fetch_add(1, Ordering::SeqCst);
        *lock(&self.0.following) = None;
        if let Some(local) = self.0.local.lock().await.take() {
            local.stop().await;
        }
    }

    fn go_to(&self, place: Place) {
        let way = self.0.way.fetch_add(1, Ordering::SeqCst) + 1;
        let steps = self.steps_to(&place);
        self.change(|status| {
            status.place = Some(place.clone());
            status.phase = Phase::starting(&steps);
            status.account = None;
            status.notice = None;
        });
        let hearth = self.clone();
        tokio::spawn(async move {
            let arrived = hearth.arrive(way, &place).await;
            if let Err(error) = arrived {
                hearth.on_way(way, |status| status.phase.fail(error));
            }
        });
    }

    fn steps_to(&self, place: &Place) -> Vec<Step> {
        let mut steps = match place {
            Place::ThisComputer => {
                vec![Step::FindDatabase, Step::CreateDatabase, Step::StartDatabase, Step::Migrate, Step::Serve]
            }
            Place::Server { .. } => vec![Step::Connect],
        };
        if self.0.data_dir.join("postgres/data").exists() {
            steps.retain(|step| *step != Step::CreateDatabase);
        }
        steps.push(Step::RestoreSession);
        steps
    }

    async fn arrive(&self, way: u64, place: &Place) -> Result<()> {
        let mut local = self.0.local.lock().await;
        if !self.is_newest(way) {
            return Ok(());
        }
        let client = match place {
            Place::ThisComputer => {
                let client = self.this_computer(way, &mut local).await?;
                drop(local);
                client
            }
            Place::Server { address } => {
                if let Some(local) = local.take() {
                    local.stop().await;
                }
                // Not held while connecting, which takes long where nobody answers: who leaves need not wait for it.
                drop(local);
                self.advance(way, Step::Connect);
                let client = Client::remote(address)?;
                client.welcome().await?;
                client
            }
        };
        let features = Features::from(client.capabilities().await?);
        self.advance(way, Step::RestoreSession);
        let session = self.restore(place, &client).await;
        let reading = session.as_ref().map(|session| self.places_of(&session.account));
        self.on_way(way, |status| {
            *lock(&self.0.client) = Some(client);
            lock(&self.0.settings).change(|settings| settings.place = Some(place.clone()));
            status.account = session.as_ref().map(|session| session.account.clone());
            status.features = features;
            status.reading = reading.unwrap_or_default();
            status.phase = Phase::Ready;
            self.enter_at(session, features);
        });
        Ok(())
    }

    /// The server of this computer: the one that runs, or a new one.
    async fn this_computer(&self, way: u64, local: &mut Option<LocalServer>) -> Result<Client> {
        if let Some(running) = local.take_if(|local| !local.is_alive()) {
            running.stop().await;
        }
        if let Some(running) = local {
            return Ok(running.client());
        }
        let hearth = self.clone();
        let lost = move |error| hearth.on_way(way, |status| status.phase.fail(error));
        let hearth = self.clone();
        let on_step = move |step| hearth.advance(way, step);
        let started = LocalServer::start(&self.0.data_dir, self.0.resources.clone(), on_step, lost).await?;
        Ok(local.insert(started).client())
    }

    /// The session of the last start, where there is one for this place.
    async fn restore(&self, place: &Place, client: &Client) -> Option<Session> {
        let saved = lock(&self.0.settings).get().session.clone();
        let SavedSession { account, .. } = saved.filter(|saved| saved.place == *place)?;
        let token = self.0.keychain.load(&self.session_name(&account)?).await?;
        Some(Session { account, client: client.with_token(&token) })
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

    async fn end_session(&self, notice: Option<String>) {
        let Some(session) = self.enter(None) else { return };
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
    fn enter(&self, session: Option<Session>) -> Option<Session> {
        let features = self.status().features;
        self.enter_at(session, features)
    }

    fn enter_at(&self, session: Option<Session>, features: Features) -> Option<Session> {
        let followed = session.as_ref().filter(|_| features.events);
        *lock(&self.0.following) = followed.map(|session| self.follow(session.client.clone()));
        std::mem::replace(&mut *lock(&self.0.session), session)
    }

    fn follow(&self, client: Client) -> Following {
        let hearth = self.clone();
        Following::spawn(async move {
            let error = live::follow(&client, |news| (hearth.0.announce)(News::Live(news))).await;
            // In a task of its own: where the session is over, this one ends with it.
            tokio::spawn(async move { hearth.failed(error).await });
        })
    }

    /// Where an account was in each view of the present place.
    fn places_of(&self, account: &Account) -> Vec<ReadingPlace> {
        let Some(place) = self.status().place else { return Vec::new() };
        lock(&self.0.settings).get().readers.places(&place, account.id)
    }

    /// Under which name the keychain keeps an account's session at the present place.
    fn session_name(&self, account: &Account) -> Option<String> {
        let place = match self.status().place? {
            Place::ThisComputer => self.0.data_dir.display().to_string(),
            Place::Server { address } => address,
        };
        Some(format!("{} at {place}", account.email))
    }

    fn client(&self) -> Result<Client> {
        let client = lock(&self.0.client).clone();
        client.ok_or_else(|| CommandError::new(ErrorCode::Internal, "No server is chosen yet. Choose one first."))
    }

    fn is_newest(&self, way: u64) -> bool {
        self.0.way.load(Ordering::SeqCst) == way
    }

    fn advance(&self, way: u64, step: Step) {
        self.on_way(way, |status| status.phase.advance(step));
    }

    /// Changes the status, unless another way was taken meanwhile.
    fn on_way(&self, way: u64, change: impl FnOnce(&mut Status)) {
        if self.is_newest(way) {
            self.change(change);
        }
    }

    fn change(&self, change: impl FnOnce(&mut Status)) {
        let mut status = lock(&self.0.status);
        change(&mut status);
        // Still locked: the window hears of changes in their order.
        (self.0.announce)(News::Status(&status));
    }
}

/// A panic elsewhere has left the value whole: every change is an assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
