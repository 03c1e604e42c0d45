//! The app behind the window: at which place it is, who is signed in, and the way from one to the next.

mod connection;
mod sessions;
mod way;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicU64},
};

use hearth_client::Client;
use tokio::sync::Notify;

use crate::{
    error::{CommandError, ErrorCode},
    keychain::Keychain,
    live::{Following, LiveEvent},
    local::LocalServer,
    messages::{self, text},
    offline::{Cache, Outbox, OutboxNews, Outboxes, keep_only},
    preferences::Preferences,
    reading::ReadingPlace,
    settings::SettingsFile,
    status::{Account, Connection, Destination, Features, Phase, Place, SessionStore, Status},
    writing::Desk,
};

type Result<T> = std::result::Result<T, CommandError>;

/// What the window is told of without asking.
pub(crate) enum News<'a> {
    Status(&'a Status),
    Live(&'a [LiveEvent]),
    Outbox(&'a OutboxNews),
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
    /// What goes on for who is signed in: hearing what happens, where the place tells, and sending what waits.
    following: Mutex<Vec<Following>>,
    desk: Desk,
    outboxes: Outboxes,
    /// Goes on for as long as the place does not answer.
    reconnecting: Mutex<Option<Following>>,
    /// Cuts its pauses short.
    hurry: Notify,
    /// Held for as long as a way takes, so that the server is never started twice at once.
    local: tokio::sync::Mutex<Option<LocalServer>>,
}

/// Who is signed in, and a client that says so.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) account: Account,
    pub(crate) client: Client,
    pub(crate) place: Place,
    pub(crate) cache: Cache,
    pub(crate) outbox: Outbox,
}

impl Hearth {
    pub(crate) fn new(data_dir: &Path, resources: Option<PathBuf>, announce: Announce) -> Self {
        let settings = SettingsFile::open(data_dir);
        messages::set_language(settings.get().preferences.language);
        let status = Status {
            place: settings.get().place.clone(),
            phase: Phase::Choosing,
            connection: Connection::Online,
            account: None,
            session_store: SessionStore::Keychain,
            notice: None,
            features: Features::default(),
            reading: Vec::new(),
            link: None,
            preferences: settings.get().preferences.clone(),
            speech: messages::speech(),
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
            following: Mutex::default(),
            desk: Desk::new(data_dir),
            outboxes: Outboxes::new(data_dir),
            reconnecting: Mutex::default(),
            hurry: Notify::new(),
            local: tokio::sync::Mutex::new(None),
        }))
    }

    pub(crate) fn data_dir(&self) -> &Path {
        &self.0.data_dir
    }

    /// Where texts are that are being written.
    pub(crate) fn desk(&self) -> Desk {
        self.0.desk.clone()
    }

    pub(crate) fn status(&self) -> Status {
        lock(&self.0.status).clone()
    }

    /// Goes on where the last start ended, and finds out where sessions can be kept.
    pub(crate) fn begin(&self) {
        let saved = lock(&self.0.settings).get().session.clone();
        keep_only(&self.0.data_dir, saved.as_ref().map(|saved| (&saved.place, saved.account.id)));
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

    /// Keeps how a person likes the app, and tells the window.
    pub(crate) fn set_preferences(&self, preferences: Preferences) {
        messages::set_language(preferences.language);
        self.change(|status| {
            lock(&self.0.settings).change(|settings| settings.preferences = preferences.clone());
            status.preferences = preferences;
            status.speech = messages::speech();
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

    /// Brings whoever is there to see it somewhere, as soon as that can be; none when they are there.
    pub(crate) fn show(&self, destination: Option<Destination>) {
        self.change(|status| status.link = destination);
    }

    /// Where an account was in each view of the present place.
    fn places_of(&self, account: &Account) -> Vec<ReadingPlace> {
        let Some(place) = self.status().place else { return Vec::new() };
        lock(&self.0.settings).get().readers.places(&place, account.id)
    }

    fn client(&self) -> Result<Client> {
        let client = lock(&self.0.client).clone();
        client.ok_or_else(|| CommandError::new(ErrorCode::Internal, text("error-no-place-chosen")))
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
