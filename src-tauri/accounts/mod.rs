//! Servers and the accounts at them: connects, signs in, keeps the sessions, reconnects.
//!
//! [`ConnectionManager`] keeps the connections to servers, [`SessionManager`] the sessions of accounts, and neither knows
//! the other. [`AppState`] does what needs both.

mod check_server;
mod connect;
mod connect_options;
mod connection_manager;
mod event_stream;
mod find_server;
mod keychain_wait;
mod keyring;
mod local_server;
mod navigate;
mod own_accounts;
mod proxy;
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
    event_bus::{EventBus, Listener, Subject},
    i18n::{self, text},
    model::{AccountEntry, AccountKey, Features, Preferences, ScrollPosition, ServerLocation, Shown, Status},
    storage::{
        drafts::DraftStore,
        keychain::BRIEFLY,
        saved_accounts::{SavedAccount, SavedSession},
        settings::{Settings, SettingsStore},
    },
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
            shown: first_shown(&saved),
            accounts: saved_entries(&saved),
            local_off: saved.local_off,
            address: saved.last_address(),
            recent_servers: saved.recent_servers,
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

    /// Returns the session of an account: whatever is read, written or sent is of the account for which it was asked, whichever
    /// one the window shows by then.
    pub(crate) fn session(&self, key: &AccountKey) -> Result<Session> {
        self.0.sessions.get(key).ok_or_else(CommandError::signed_out)
    }

    /// Returns the features of a session's server.
    pub(crate) fn features(&self, session: &Session) -> Features {
        self.0.events.read(|status| status.features_of(&session.server))
    }

    /// Connects to the servers of all accounts, and finds out where sessions can be kept.
    pub(crate) fn begin(&self) {
        self.0.sessions.prune_caches();
        self.connect_all();
        let state = self.clone();
        tokio::spawn(async move {
            // Asked first, because to write to a keychain that is locked would make it ask for its password.
            let keychain = state.0.sessions.keychain();
            let store = match keychain.is_open(BRIEFLY).await {
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

    /// Lets posts of an account's server have their pictures without being asked, or no longer.
    pub(crate) fn set_show_pictures(&self, key: &AccountKey, on: bool) {
        self.0.events.change(|status| {
            self.0.settings.change(|settings| settings.set_shows_pictures(&key.server, on));
            if let Some(server) = status.servers.get_mut(&key.server) {
                server.show_pictures = on;
            }
        });
    }

    /// Offers a server no longer among those that were used last.
    pub(crate) fn forget_server(&self, address: &str) {
        self.0.events.change(|status| {
            self.0.settings.change(|settings| {
                settings.forget_recent(address);
                settings.trusted_certificates.remove(address);
            });
            status.recent_servers.retain(|recent| recent != address);
        });
    }

    /// Saves a scroll position of an account for the next start.
    pub(crate) fn save_scroll_position(&self, key: &AccountKey, position: ScrollPosition) -> Result<()> {
        self.session(key)?;
        self.0.settings.change(|settings| settings.reading_positions.remember(&key.server, key.account, position));
        Ok(())
    }

    /// Ends what runs, the server of this computer too.
    pub(crate) async fn stop(&self) {
        self.0.exports.cancel_all();
        for server in self.status().servers.into_keys() {
            self.0.events.begin_attempt(Subject::Server(server), |_| ());
        }
        self.finish_sign_outs().await;
        self.0.sessions.suspend_all();
        self.0.connections.stop_all_reconnecting();
        self.0.connections.stop_local(|_| false).await;
    }

    /// Returns a client of a server that authenticates as nobody, if the window shows the server: nobody's password goes to
    /// another one than that for which it was entered.
    fn shown_client(&self, server: &ServerLocation) -> Result<Client> {
        let is_shown = self.0.events.read(|status| status.shown.server() == Some(server));
        let client = self.0.connections.client(server).filter(|_| is_shown);
        client.ok_or_else(|| CommandError::new(ErrorCode::Internal, text("error-no-server-chosen")))
    }
}

/// Returns the saved accounts, of which nothing else is known yet.
fn saved_entries(saved: &Settings) -> Vec<AccountEntry> {
    let entry = |saved: &SavedAccount| AccountEntry {
        label: saved.label.clone(),
        accent: saved.accent,
        ..AccountEntry::new(saved.server.clone(), saved.account.clone())
    };
    saved.accounts.iter().map(entry).collect()
}

/// Returns what the window shows at the start: the account that it showed last, or the server where somebody was to sign in.
fn first_shown(saved: &Settings) -> Shown {
    let last = saved.session.as_ref().map(SavedSession::key).filter(|key| saved.accounts.find(key).is_some());
    let first = || saved_entries(saved).first().map(AccountEntry::key);
    match (last.or_else(first), &saved.server) {
        (Some(key), _) => Shown::Account(key),
        (None, Some(server)) => Shown::Server(server.clone()),
        (None, None) => Shown::Choosing { adding: false },
    }
}

#[cfg(test)]
mod tests;
