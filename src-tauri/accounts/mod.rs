//! Servers and the accounts at them: connects, signs in, keeps the sessions, reconnects.
//!
//! [`ConnectionManager`] keeps the connections to servers, [`SessionManager`] the sessions of accounts, and neither knows
//! the other. [`AppState`] does what needs both.

mod connect;
mod connection_manager;
mod event_stream;
mod find_server;
mod keychain_wait;
mod keyring;
mod local_server;
mod reconnect;
mod session_manager;
mod sign_in;
mod task;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use hearth_client::Client;
use tokio_util::task::TaskTracker;

use self::{connection_manager::ConnectionManager, keychain_wait::KeychainWait, session_manager::SessionManager};
use crate::{
    error::{CommandError, ErrorCode},
    event_bus::{EventBus, Listener},
    i18n::{self, text},
    model::{Destination, Preferences, ScrollPosition, Status},
    storage::{drafts::DraftStore, settings::SettingsStore},
    sync::{Exports, Session},
};

type Result<T> = std::result::Result<T, CommandError>;

/// The state behind the window. Cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Inner>);

/// Each part has its own lock. The one of the event bus is taken before any other, never while another is held.
struct Inner {
    data_dir: PathBuf,
    events: EventBus,
    settings: SettingsStore,
    drafts: DraftStore,
    connections: ConnectionManager,
    sessions: SessionManager,
    keychain_wait: KeychainWait,
    /// The calls by which servers are told that somebody signed out.
    sign_outs: TaskTracker,
    exports: Exports,
}

impl AppState {
    pub(crate) fn new(data_dir: &Path, resources: Option<PathBuf>, listener: Listener) -> Self {
        let settings = SettingsStore::open(data_dir);
        let saved = settings.get();
        i18n::set_language(saved.preferences.language);
        let status = Status {
            address: saved.last_address(),
            recent_servers: saved.recent_servers,
            server: saved.server,
            preferences: saved.preferences,
            ..Status::initial(i18n::locale())
        };
        let events = EventBus::new(status, listener);
        let drafts = DraftStore::new(data_dir);
        Self(Arc::new(Inner {
            data_dir: data_dir.to_owned(),
            connections: ConnectionManager::new(data_dir, resources, events.clone()),
            sessions: SessionManager::new(data_dir, settings.clone(), drafts.clone()),
            keychain_wait: KeychainWait::default(),
            sign_outs: TaskTracker::new(),
            exports: Exports::default(),
            events,
            settings,
            drafts,
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

    pub(crate) fn exports(&self) -> &Exports {
        &self.0.exports
    }

    pub(crate) fn status(&self) -> Status {
        self.0.events.status()
    }

    /// Returns the session of the account that the window shows.
    pub(crate) fn session(&self) -> Result<Session> {
        self.0.sessions.shown().ok_or_else(CommandError::signed_out)
    }

    /// Connects to the server that was used last, and finds out where sessions can be kept.
    pub(crate) fn begin(&self) {
        self.0.sessions.prune_caches();
        if let Some(server) = self.status().server {
            self.connect(server);
        }
        let state = self.clone();
        tokio::spawn(async move {
            // Asked first, because to write to a keychain that is locked would make it ask for its password.
            let keychain = state.0.sessions.keychain();
            let store = match keychain.is_open().await {
                Ok(()) => keychain.store().await,
                Err(why) => {
                    tracing::warn!(%why, "the keychain cannot be used");
                    why.store()
                }
            };
            state.set_session_store(store);
        });
    }

    /// Saves the preferences, and tells the window.
    pub(crate) fn set_preferences(&self, preferences: Preferences) {
        i18n::set_language(preferences.language);
        self.0.events.change(|status| {
            self.0.settings.change(|settings| settings.preferences = preferences.clone());
            status.preferences = preferences;
            status.locale = i18n::locale();
        });
    }

    /// Lets posts of the server that the window shows have their pictures without being asked, or no longer.
    pub(crate) fn set_show_pictures(&self, on: bool) {
        self.0.events.change(|status| {
            let Some(server) = &status.server else { return };
            self.0.settings.change(|settings| settings.set_shows_pictures(server, on));
            status.show_pictures = on;
        });
    }

    /// Offers a server no longer among those that were used last.
    pub(crate) fn forget_server(&self, address: &str) {
        self.0.events.change(|status| {
            self.0.settings.change(|settings| settings.forget_recent(address));
            status.recent_servers.retain(|recent| recent != address);
        });
    }

    /// Saves a scroll position for the next start.
    pub(crate) fn save_scroll_position(&self, position: ScrollPosition) -> Result<()> {
        let Session { account, server, .. } = self.session()?;
        self.0.settings.change(|settings| settings.reading_positions.remember(&server, account.id, position));
        Ok(())
    }

    /// Has the window go somewhere, as soon as that can be; none when it is there.
    pub(crate) fn show(&self, destination: Option<Destination>) {
        self.0.events.change(|status| status.pending_destination = destination);
    }

    /// Returns the client of the server that the window shows, which authenticates as nobody.
    fn client(&self) -> Result<Client> {
        let client = self.status().server.and_then(|server| self.0.connections.client(&server));
        client.ok_or_else(|| CommandError::new(ErrorCode::Internal, text("error-no-server-chosen")))
    }
}

#[cfg(test)]
mod tests;
