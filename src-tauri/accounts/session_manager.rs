//! Keeps the sessions of accounts: those that are open with their tasks, and their tokens in the keychain.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use hearth_client::Client;
use parking_lot::Mutex;

use super::task::Task;
use crate::{
    model::{Account, AccountKey, Features, ScrollPosition, ServerLocation, SessionStore},
    storage::{
        drafts::DraftStore,
        keychain::{Keychain, Unavailable},
        settings::{SavedSession, SettingsStore},
    },
    sync::{Cache, Outboxes, Session, prune_other_accounts},
};

/// The sessions of accounts. Cheap to clone.
#[derive(Clone)]
pub(super) struct SessionManager(Arc<Inner>);

struct Inner {
    data_dir: PathBuf,
    settings: SettingsStore,
    drafts: DraftStore,
    keychain: Keychain,
    outboxes: Outboxes,
    /// Taken after the lock of the event bus, never before it.
    open: Mutex<OpenSessions>,
}

#[derive(Default)]
struct OpenSessions {
    sessions: HashMap<AccountKey, OpenSession>,
    /// The account that the window shows.
    shown: Option<AccountKey>,
}

struct OpenSession {
    session: Session,
    /// Run as long as the session is open: its event stream, where the server has one, and the sender of its outbox.
    tasks: Vec<Task>,
}

impl SessionManager {
    pub(super) fn new(data_dir: &Path, settings: SettingsStore, drafts: DraftStore) -> Self {
        Self(Arc::new(Inner {
            data_dir: data_dir.to_owned(),
            settings,
            drafts,
            keychain: Keychain::default(),
            outboxes: Outboxes::new(data_dir),
            open: Mutex::default(),
        }))
    }

    pub(super) fn keychain(&self) -> &Keychain {
        &self.0.keychain
    }

    /// Returns the session of the account that the window shows.
    pub(super) fn shown(&self) -> Option<Session> {
        let open = self.0.open.lock();
        open.sessions.get(open.shown.as_ref()?).map(|open| open.session.clone())
    }

    /// Makes a session with what is kept for its account. It is not open yet.
    pub(super) async fn prepare(&self, server: ServerLocation, account: Account, client: Client) -> Session {
        let cache = Cache::open(&self.0.data_dir, &server, account.id);
        let outbox = tokio::task::block_in_place(|| self.0.outboxes.open(&server, account.id));
        // The app may have been killed between taking a post in and removing its draft.
        if let Err(error) = self.0.drafts.forget_sent(&server, account.id, outbox.posts()).await {
            tracing::error!(?error, "a text that waits to be sent is still a draft");
        }
        Session { account, client, server, cache, outbox }
    }

    /// Opens a session, or goes on with it with other tasks, and shows its account. Ends the tasks that it had before it
    /// makes the new ones. `make_tasks` must not call this manager.
    pub(super) fn open(&self, session: Session, make_tasks: impl FnOnce(&Session) -> Vec<Task>) {
        let key = session.key();
        let mut open = self.0.open.lock();
        open.sessions.remove(&key);
        let tasks = make_tasks(&session);
        open.sessions.insert(key.clone(), OpenSession { session, tasks });
        open.shown = Some(key);
    }

    /// Ends the tasks of a session, which stays open.
    pub(super) fn suspend(&self, key: &AccountKey) {
        if let Some(open) = self.0.open.lock().sessions.get_mut(key) {
            open.tasks.clear();
        }
    }

    /// Ends the tasks of all sessions, which stay open.
    pub(super) fn suspend_all(&self) {
        for open in self.0.open.lock().sessions.values_mut() {
            open.tasks.clear();
        }
    }

    /// Returns whether a session is open.
    pub(super) fn is_open(&self, key: &AccountKey) -> bool {
        self.0.open.lock().sessions.contains_key(key)
    }

    /// Closes a session and ends its tasks. Its token stays in the keychain.
    pub(super) fn close(&self, key: &AccountKey) -> Option<Session> {
        let mut open = self.0.open.lock();
        open.shown.take_if(|shown| shown == key);
        open.sessions.remove(key).map(|open| open.session)
    }

    /// Closes all sessions but one, or all of them.
    pub(super) fn close_others(&self, kept: Option<&AccountKey>) {
        let mut open = self.0.open.lock();
        open.shown.take_if(|shown| Some(&*shown) != kept);
        open.sessions.retain(|key, _| Some(key) == kept);
    }

    /// Returns the account whose session was saved for a server.
    pub(super) fn saved_account(&self, server: &ServerLocation) -> Option<Account> {
        let saved = self.0.settings.get().session;
        saved.filter(|saved| saved.server == *server).map(|SavedSession { account, .. }| account)
    }

    /// Returns what a server offered, where an account with a saved session has read something there.
    pub(super) fn kept_features(&self, server: &ServerLocation) -> Option<Features> {
        let account = self.saved_account(server)?;
        Cache::open(&self.0.data_dir, server, account.id).features()
    }

    /// Returns the scroll positions of an account in the lists of its server.
    pub(super) fn scroll_positions(&self, session: &Session) -> Vec<ScrollPosition> {
        self.0.settings.get().reading_positions.positions(&session.server, session.account.id)
    }

    /// Removes what is cached of accounts whose session is not saved.
    pub(super) fn prune_caches(&self) {
        let saved = self.0.settings.get().session;
        prune_other_accounts(&self.0.data_dir, saved.as_ref().map(|saved| (&saved.server, saved.account.id)));
    }

    /// Reads the token of an account from the keychain.
    pub(super) async fn token(
        &self,
        server: &ServerLocation,
        account: &Account,
    ) -> Result<Option<String>, Unavailable> {
        self.0.keychain.load(&self.token_name(server, account)).await
    }

    /// Saves a session for the next start, where the keychain works.
    pub(super) async fn save(&self, session: &Session, token: &str) -> SessionStore {
        let name = self.token_name(&session.server, &session.account);
        let saved = SavedSession { server: session.server.clone(), account: session.account.clone() };
        self.0.settings.change(|settings| {
            settings.session = Some(saved);
            settings.signed_out.retain(|other| *other != name);
        });
        self.0.keychain.save(&name, token).await
    }

    /// Gives an account another name, in its open and its saved session; returns the account, unless its session has ended.
    pub(super) fn rename(&self, session: &Session, display_name: Option<String>) -> Option<Account> {
        let account = {
            let mut open = self.0.open.lock();
            let account = &mut open.sessions.get_mut(&session.key())?.session.account;
            account.display_name = display_name;
            account.clone()
        };
        self.0.settings.change(|settings| {
            if let Some(saved) = settings.session.as_mut().filter(|saved| saved.server == session.server)
                && saved.account.id == account.id
            {
                saved.account = account.clone();
            }
        });
        Some(account)
    }

    /// Forgets a saved session: at once, or when the keychain opens.
    pub(super) async fn forget(&self, session: &Session) {
        let name = self.token_name(&session.server, &session.account);
        self.0.settings.change(|settings| {
            settings.session.take_if(|saved| saved.server == session.server && saved.account.id == session.account.id);
            if !settings.signed_out.contains(&name) {
                settings.signed_out.push(name.clone());
            }
        });
        self.forget_token(&name).await;
    }

    /// Gives the keychain what waits for it: it has opened.
    pub(super) async fn flush(&self) -> Result<(), Unavailable> {
        for name in self.0.settings.get().signed_out {
            self.forget_token(&name).await;
        }
        self.0.keychain.flush().await
    }

    async fn forget_token(&self, name: &str) {
        if self.0.keychain.forget(name).await {
            self.0.settings.change(|settings| settings.signed_out.retain(|other| other != name));
        }
    }

    /// Names the token of an account in the keychain.
    fn token_name(&self, server: &ServerLocation, account: &Account) -> String {
        match server {
            ServerLocation::Local => format!("{} at {}", account.email, self.0.data_dir.display()),
            ServerLocation::Server { address } => format!("{} at {address}", account.email),
        }
    }
}
