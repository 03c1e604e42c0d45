//! Keeps the sessions of accounts: those that are open with their tasks, and their tokens in the keychain.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use hearth_client::Client;
use parking_lot::Mutex;
use secrecy::SecretString;

use super::task::Task;
use crate::{
    model::{Account, AccountKey, Features, ScrollPosition, ServerLocation, SessionStore},
    storage::{
        drafts::DraftStore,
        keychain::{Keychain, PATIENTLY, Unavailable},
        saved_accounts::SavedAccount,
        settings::SettingsStore,
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
    open: Mutex<HashMap<AccountKey, OpenSession>>,
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
            keychain: Keychain::new(data_dir),
            outboxes: Outboxes::new(data_dir),
            open: Mutex::default(),
        }))
    }

    pub(super) fn keychain(&self) -> &Keychain {
        &self.0.keychain
    }

    /// Returns the session of an account, if it is open.
    pub(super) fn get(&self, key: &AccountKey) -> Option<Session> {
        self.0.open.lock().get(key).map(|open| open.session.clone())
    }

    /// Returns the open sessions, those of one server or all.
    pub(super) fn all(&self, server: Option<&ServerLocation>) -> Vec<Session> {
        let open = self.0.open.lock();
        let of_server = open.iter().filter(|(key, _)| server.is_none_or(|server| key.server == *server));
        of_server.map(|(_, open)| open.session.clone()).collect()
    }

    /// Makes a session with what is kept for its account. It is not open yet.
    pub(super) async fn prepare(&self, server: ServerLocation, account: Account, client: Client) -> Session {
        let cache = Cache::open(&self.0.data_dir, &server, account.id);
        let outbox = tokio::task::block_in_place(|| self.0.outboxes.open(&server, account.id));
        let key = AccountKey { server: server.clone(), account: account.id };
        // The app may have been killed between taking a post in and removing its draft.
        if let Err(error) = self.0.drafts.forget_sent(key, outbox.posts()).await {
            tracing::error!(?error, "a text that waits to be sent is still a draft");
        }
        Session { account, client, server, cache, outbox }
    }

    /// Opens a session, or goes on with it with other tasks. Ends the tasks that it had before it makes the new ones.
    /// `make_tasks` must not call this manager.
    pub(super) fn open(&self, session: Session, make_tasks: impl FnOnce(&Session) -> Vec<Task>) {
        let key = session.key();
        let mut open = self.0.open.lock();
        open.remove(&key);
        let tasks = make_tasks(&session);
        open.insert(key, OpenSession { session, tasks });
    }

    /// Ends the tasks of a session, which stays open.
    pub(super) fn suspend(&self, key: &AccountKey) {
        if let Some(open) = self.0.open.lock().get_mut(key) {
            open.tasks.clear();
        }
    }

    /// Ends the tasks of all sessions, which stay open.
    pub(super) fn suspend_all(&self) {
        for open in self.0.open.lock().values_mut() {
            open.tasks.clear();
        }
    }

    /// Returns whether a session is open.
    pub(super) fn is_open(&self, key: &AccountKey) -> bool {
        self.0.open.lock().contains_key(key)
    }

    /// Closes a session and ends its tasks. Its token stays in the keychain.
    pub(super) fn close(&self, key: &AccountKey) -> Option<Session> {
        self.0.open.lock().remove(key).map(|open| open.session)
    }

    /// Closes the sessions of a server, which stay saved.
    pub(super) fn close_all(&self, server: &ServerLocation) {
        self.0.open.lock().retain(|key, _| key.server != *server);
    }

    /// Returns the accounts that are saved for a server.
    pub(super) fn saved_accounts(&self, server: &ServerLocation) -> Vec<Account> {
        let settings = self.0.settings.get();
        settings.accounts.iter().filter(|saved| saved.server == *server).map(|saved| saved.account.clone()).collect()
    }

    /// Returns what a server offered, where a saved account has read something there.
    pub(super) fn kept_features(&self, server: &ServerLocation) -> Option<Features> {
        let accounts = self.saved_accounts(server);
        accounts.iter().find_map(|account| Cache::open(&self.0.data_dir, server, account.id).features())
    }

    /// Returns the scroll positions of an account in the lists of its server.
    pub(super) fn scroll_positions(&self, session: &Session) -> Vec<ScrollPosition> {
        self.0.settings.get().reading_positions.positions(&session.server, session.account.id)
    }

    /// Removes what is cached of accounts that are not saved.
    pub(super) fn prune_caches(&self) {
        let settings = self.0.settings.get();
        let key = |saved: &SavedAccount| AccountKey { server: saved.server.clone(), account: saved.account.id };
        prune_other_accounts(&self.0.data_dir, &settings.accounts.iter().map(key).collect::<Vec<_>>());
    }

    /// Reads the token of an account from the keychain, within a time limit.
    pub(super) async fn token(
        &self,
        server: &ServerLocation,
        account: &Account,
        limit: Duration,
    ) -> Result<Option<SecretString>, Unavailable> {
        self.0.keychain.load(&self.token_name(server, account), limit).await
    }

    /// Returns whether the token of an account was kept by no keychain, so that it is gone since the app exited.
    pub(super) fn is_unkept(&self, server: &ServerLocation, account: &Account) -> bool {
        self.0.settings.get().unkept.contains(&self.token_name(server, account))
    }

    /// Saves a session for the next start, where the keychain works.
    pub(super) async fn save(&self, session: &Session, token: &str) -> SessionStore {
        let name = self.token_name(&session.server, &session.account);
        self.0.settings.change(|settings| {
            settings.accounts.add(&session.server, &session.account);
            settings.signed_out.retain(|other| *other != name);
        });
        let store = self.0.keychain.save(&name, token).await;
        self.0.settings.change(|settings| {
            settings.unkept.retain(|other| *other != name);
            if store == SessionStore::UntilExit {
                settings.unkept.push(name);
            }
        });
        store
    }

    /// Gives an account another name, in its open and its saved session; returns the account, unless its session has ended.
    pub(super) fn rename(&self, session: &Session, display_name: Option<String>) -> Option<Account> {
        let key = session.key();
        let account = {
            let mut open = self.0.open.lock();
            let account = &mut open.get_mut(&key)?.session.account;
            account.display_name = display_name;
            account.clone()
        };
        self.0.settings.change(|settings| {
            settings.accounts.add(&session.server, &account);
            if let Some(saved) = settings.session.as_mut().filter(|saved| saved.key() == key) {
                saved.account = account.clone();
            }
        });
        Some(account)
    }

    /// Forgets the token of an account: at once, or when the keychain opens.
    pub(super) async fn forget(&self, server: &ServerLocation, account: &Account) {
        let name = self.token_name(server, account);
        self.0.settings.change(|settings| {
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
        self.0.keychain.flush(PATIENTLY).await?;
        if !self.0.settings.get().unkept.is_empty() {
            self.0.settings.change(|settings| settings.unkept.clear());
        }
        Ok(())
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
