//! Servers and the accounts at them: connects, signs in, keeps the session, reconnects.

mod connect;
mod event_stream;
mod keyring;
mod local_server;
mod reconnect;
mod sessions;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use hearth_client::Client;
use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio_util::task::AbortOnDropHandle;

use self::local_server::LocalServer;
use crate::{
    error::{CommandError, ErrorCode},
    event_bus::{EventBus, Listener},
    i18n::{self, text},
    model::{Connection, Destination, Features, Phase, Preferences, ScrollPosition, SessionStore, Status},
    storage::{drafts::DraftStore, keychain::Keychain, settings::SettingsStore},
    sync::{Outboxes, Session, prune_other_accounts},
};

type Result<T> = std::result::Result<T, CommandError>;

/// A task that ends when this is dropped.
type Task = AbortOnDropHandle<()>;

/// The state behind the window. Cheap to clone.
///
/// The lock of the event bus is taken before any other lock here, never while one is held.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Inner>);

struct Inner {
    data_dir: PathBuf,
    resources: Option<PathBuf>,
    events: EventBus,
    settings: SettingsStore,
    keychain: Keychain,
    drafts: DraftStore,
    outboxes: Outboxes,
    /// The client of the server, which authenticates as nobody.
    client: Mutex<Option<Client>>,
    session: Mutex<Option<Session>>,
    /// What runs as long as a session is open: its event stream, where the server has one, and the sender of its outbox.
    session_tasks: Mutex<Vec<Task>>,
    /// Runs as long as the server does not answer.
    reconnecting: Mutex<Option<Task>>,
    /// Ends the pause of the reconnecting.
    retry_now: Notify,
    /// Runs as long as the keychain is not open.
    keychain_opening: Mutex<Option<Task>>,
    /// Ends the pause between two looks at the keychain.
    keychain_retry_now: Notify,
    /// Held while it starts or stops, so that it is never started twice at once.
    local: tokio::sync::Mutex<Option<LocalServer>>,
}

impl AppState {
    pub(crate) fn new(data_dir: &Path, resources: Option<PathBuf>, listener: Listener) -> Self {
        let settings = SettingsStore::open(data_dir);
        let saved = settings.get();
        i18n::set_language(saved.preferences.language);
        let status = Status {
            address: saved.last_address(),
            place: saved.place,
            phase: Phase::Choosing,
            connection: Connection::Online,
            account: None,
            session_store: SessionStore::Keychain,
            notice: None,
            features: Features::default(),
            reading: Vec::new(),
            link: None,
            preferences: saved.preferences,
            speech: i18n::speech(),
        };
        Self(Arc::new(Inner {
            data_dir: data_dir.to_owned(),
            resources,
            events: EventBus::new(status, listener),
            settings,
            keychain: Keychain::default(),
            drafts: DraftStore::new(data_dir),
            outboxes: Outboxes::new(data_dir),
            client: Mutex::default(),
            session: Mutex::default(),
            session_tasks: Mutex::default(),
            reconnecting: Mutex::default(),
            retry_now: Notify::new(),
            keychain_opening: Mutex::default(),
            keychain_retry_now: Notify::new(),
            local: tokio::sync::Mutex::default(),
        }))
    }

    pub(crate) fn data_dir(&self) -> &Path {
        &self.0.data_dir
    }

    pub(crate) fn drafts(&self) -> DraftStore {
        self.0.drafts.clone()
    }

    pub(crate) fn events(&self) -> &EventBus {
        &self.0.events
    }

    pub(crate) fn status(&self) -> Status {
        self.0.events.status()
    }

    /// Connects to the server that was used last, and finds out where sessions can be kept.
    pub(crate) fn begin(&self) {
        let saved = self.0.settings.get().session;
        prune_other_accounts(&self.0.data_dir, saved.as_ref().map(|saved| (&saved.place, saved.account.id)));
        if let Some(place) = self.status().place {
            self.connect(place);
        }
        let state = self.clone();
        tokio::spawn(async move {
            // Asked first, because to write to a keychain that is locked would make it ask for its password.
            let store = match state.0.keychain.is_open().await {
                Ok(()) => state.0.keychain.store().await,
                Err(why) => {
                    tracing::warn!(%why, "the keychain cannot be used");
                    why.store()
                }
            };
            state.set_session_store(store);
        });
    }

    /// Keeps the preferences, and tells the window.
    pub(crate) fn set_preferences(&self, preferences: Preferences) {
        i18n::set_language(preferences.language);
        self.0.events.change(|status| {
            self.0.settings.change(|settings| settings.preferences = preferences.clone());
            status.preferences = preferences;
            status.speech = i18n::speech();
        });
    }

    /// Keeps where the reader is for the next start.
    pub(crate) fn save_scroll_position(&self, position: ScrollPosition) -> Result<()> {
        let Session { account, place, .. } = self.session()?;
        self.0.settings.change(|settings| settings.readers.remember(&place, account.id, position));
        Ok(())
    }

    /// Brings whoever is there to see it somewhere, as soon as that can be; none when they are there.
    pub(crate) fn show(&self, destination: Option<Destination>) {
        self.0.events.change(|status| status.link = destination);
    }

    /// The positions of an account in the lists of a server.
    fn reading_positions(&self, session: &Session) -> Vec<ScrollPosition> {
        self.0.settings.get().readers.places(&session.place, session.account.id)
    }

    fn client(&self) -> Result<Client> {
        let client = self.0.client.lock().clone();
        client.ok_or_else(|| CommandError::new(ErrorCode::Internal, text("error-no-server-chosen")))
    }
}
