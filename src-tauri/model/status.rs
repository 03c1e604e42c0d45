//! The status of the app at a moment, which is all that the window knows of it. It is sent whole at every change, so
//! that the window never has to put together what it missed.

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

use super::{
    Account, AccountEntry, AccountKey, Connection, Features, Phase, Preferences, ScrollPosition, ServerLocation,
    ServerStatus, SessionState,
};
use crate::i18n::{LocaleInfo, Text, text};

/// The storage of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SessionStore {
    /// The keychain of the operating system.
    Keychain,
    /// Memory, until the keychain is unlocked.
    Locked,
    /// Memory, until the keychain answers.
    Silent,
    /// A file under a passphrase.
    PassphraseFile,
    /// Memory, until the passphrase of that file is given.
    PassphraseNeeded,
    /// Memory, because no keychain works.
    UntilExit,
}

/// A destination that the app can be asked for from outside the window: by an address, the tray or a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Destination {
    /// A post, and the server location that has it; without one, the location where the reader is.
    Post { id: i32, server: Option<ServerLocation> },
    /// The form in which a post is written.
    Composer,
    /// The top of the newest posts.
    Newest,
    /// The reader's published posts.
    Mine,
    /// An address of the app that leads nowhere.
    Unsupported,
}

/// What the window shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The choice of a server. With `adding`, the one that is chosen is for another account.
    Choosing {
        adding: bool,
    },
    /// The sign-in form of a server.
    Server(ServerLocation),
    Account(AccountKey),
}

impl Shown {
    pub(crate) fn server(&self) -> Option<&ServerLocation> {
        match self {
            Self::Choosing { .. } => None,
            Self::Server(server) => Some(server),
            Self::Account(key) => Some(&key.server),
        }
    }

    pub(crate) fn account(&self) -> Option<&AccountKey> {
        match self {
            Self::Account(key) => Some(key),
            _ => None,
        }
    }
}

/// The status of the app, sent as the event `status`. What is said of a server or an account is of the one that the window
/// shows, and follows from the fields that are not sent: see [`Status::update`].
#[derive(Debug, Clone, Serialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate answer")]
pub(crate) struct Status {
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) shown: Shown,
    /// What was shown before an account was to be added or another server chosen, to which there is a way back.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) before: Option<Shown>,
    /// The servers that are connected, or are about to be.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) servers: HashMap<ServerLocation, ServerStatus>,
    /// What to say above the sign-in form of a server.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) server_notice: Option<Text>,
    /// The accounts that are signed in, in the order of their owner.
    pub(crate) accounts: Vec<AccountEntry>,
    /// True where the server of this computer is turned off.
    pub(crate) local_off: bool,
    pub(crate) server: Option<ServerLocation>,
    /// The address of a server that was entered last.
    pub(crate) address: String,
    /// True where there is a way back from the choice of a server or from a sign-in form.
    pub(crate) can_return: bool,
    /// The addresses of the servers elsewhere that were used last, the newest first.
    pub(crate) recent_servers: Vec<String>,
    /// True where the server is this computer's and nobody has an account there yet.
    pub(crate) first_account: bool,
    /// True where posts of the server show their pictures without being asked.
    pub(crate) show_pictures: bool,
    pub(crate) phase: Phase,
    pub(crate) connection: Connection,
    pub(crate) account: Option<Account>,
    /// The account that has to sign in again, where that is the one that is shown.
    pub(crate) ended_account: Option<Account>,
    pub(crate) session_store: SessionStore,
    /// A sentence to show above the sign-in form, e.g. that the session has ended.
    #[ts(as = "Option<String>")]
    pub(crate) notice: Option<Text>,
    pub(crate) features: Features,
    /// The scroll positions of the reader in each view, the last one first.
    pub(crate) scroll_positions: Vec<ScrollPosition>,
    /// The destination that was asked for from outside, until the window has shown it.
    pub(crate) pending_destination: Option<Destination>,
    pub(crate) preferences: Preferences,
    pub(crate) locale: LocaleInfo,
}

impl Status {
    /// Returns the status before anything is connected.
    pub(crate) fn initial(locale: LocaleInfo) -> Self {
        Self {
            shown: Shown::Choosing { adding: false },
            before: None,
            servers: HashMap::new(),
            server_notice: None,
            accounts: Vec::new(),
            local_off: false,
            server: None,
            address: String::new(),
            can_return: false,
            recent_servers: Vec::new(),
            first_account: false,
            show_pictures: false,
            phase: Phase::Choosing,
            connection: Connection::Online,
            account: None,
            ended_account: None,
            session_store: SessionStore::Keychain,
            notice: None,
            features: Features::default(),
            scroll_positions: Vec::new(),
            pending_destination: None,
            preferences: Preferences::default(),
            locale,
        }
    }

    pub(crate) fn entry(&self, key: &AccountKey) -> Option<&AccountEntry> {
        self.accounts.iter().find(|entry| entry.is(key))
    }

    pub(crate) fn entry_mut(&mut self, key: &AccountKey) -> Option<&mut AccountEntry> {
        self.accounts.iter_mut().find(|entry| entry.is(key))
    }

    /// Returns the name of an account, by which it is told from all others.
    pub(crate) fn account_name(&self, entry: &AccountEntry) -> String {
        let same = self.accounts.iter().filter(|other| other.name() == entry.name()).count();
        match &entry.server {
            _ if same < 2 => entry.name().to_owned(),
            ServerLocation::Local => format!("{} · {}", entry.name(), text("common-this-computer")),
            ServerLocation::Server { address } => {
                let server = address.trim_start_matches("https://").trim_end_matches('/');
                format!("{} · {server}", entry.name())
            }
        }
    }

    /// Returns whether a server has an account, or is shown, or is where the way back leads.
    pub(crate) fn uses(&self, server: &ServerLocation) -> bool {
        self.accounts.iter().any(|entry| entry.server == *server)
            || self.shown.server() == Some(server)
            || self.before.as_ref().and_then(Shown::server) == Some(server)
    }

    /// Returns the features of a server, as far as they are known.
    pub(crate) fn features_of(&self, server: &ServerLocation) -> Features {
        self.servers.get(server).map(|server| server.features).unwrap_or_default()
    }

    /// Brings what the window is told of the shown server and account up to date with the rest.
    pub(crate) fn update(&mut self) {
        for entry in &mut self.accounts {
            entry.state = entry.state_at(self.servers.get(&entry.server));
        }
        let server = self.shown.server().cloned();
        let here = server.as_ref().and_then(|server| self.servers.get(server));
        let entry = self.shown.account().and_then(|key| self.accounts.iter().find(|entry| entry.is(key)));
        self.account = entry.filter(|entry| entry.has_session()).map(|entry| entry.account.clone());
        let ended = entry.filter(|entry| entry.session == SessionState::Ended);
        self.ended_account = ended.map(|entry| entry.account.clone());
        self.scroll_positions = entry.map(|entry| entry.scroll_positions.clone()).unwrap_or_default();
        self.notice = match entry {
            Some(entry) => entry.notice.clone(),
            None => self.server_notice.clone(),
        };
        self.phase = match (&server, here) {
            (None, _) => Phase::Choosing,
            (Some(_), None) => Phase::starting(&[]),
            (Some(_), Some(here)) => here.phase.clone(),
        };
        self.connection = match (entry, here) {
            (Some(entry), _) if entry.session == SessionState::Pending => Connection::Locked,
            (_, Some(here)) => here.connection,
            (_, None) => Connection::Online,
        };
        self.features = here.map(|here| here.features).unwrap_or_default();
        self.first_account = here.is_some_and(|here| here.first_account);
        self.show_pictures = here.is_some_and(|here| here.show_pictures);
        self.can_return = self.before.is_some();
        self.server = server;
    }
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;
    use crate::{i18n, model::AccountState};

    fn elsewhere() -> ServerLocation {
        ServerLocation::Server { address: "https://hearth.example/".to_owned() }
    }

    fn entry(server: ServerLocation, id: i32, session: SessionState) -> AccountEntry {
        let account = Account { id, email: format!("{id}@hearth.example"), display_name: None };
        AccountEntry { session, ..AccountEntry::new(server, account) }
    }

    fn ready(connection: Connection) -> ServerStatus {
        ServerStatus { phase: Phase::Ready, connection, ..ServerStatus::starting(&[], false) }
    }

    #[test]
    fn tells_of_each_account_by_its_own_server_and_session() {
        let mut status = Status::initial(i18n::locale());
        status.servers.insert(ServerLocation::Local, ready(Connection::Online));
        status.servers.insert(elsewhere(), ready(Connection::Offline { since: Utc::now(), insecure: false }));
        status.accounts = vec![
            entry(ServerLocation::Local, 1, SessionState::Open),
            entry(ServerLocation::Local, 2, SessionState::Ended),
            entry(elsewhere(), 1, SessionState::Open),
            entry(elsewhere(), 2, SessionState::Pending),
        ];
        status.shown = Shown::Account(status.accounts[3].key());
        status.update();
        let told: Vec<_> = status.accounts.iter().map(|entry| entry.state).collect();
        assert_eq!(told, [AccountState::Online, AccountState::SignedOut, AccountState::Offline, AccountState::Locked]);
        assert_eq!(status.account.as_ref().map(|account| account.id), Some(2));
        assert_eq!((status.server.clone(), status.connection), (Some(elsewhere()), Connection::Locked));

        // One that has to sign in again is asked to, whatever the others do.
        status.shown = Shown::Account(status.accounts[1].key());
        status.update();
        assert!(status.account.is_none() && matches!(status.phase, Phase::Ready));
        assert_eq!(status.connection, Connection::Online);

        status.servers.insert(ServerLocation::Local, ServerStatus::off());
        status.update();
        assert!(matches!(status.phase, Phase::Off) && status.accounts[0].state == AccountState::Off);
        assert_eq!(status.accounts[2].state, AccountState::Offline);
    }
}
