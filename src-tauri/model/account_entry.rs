//! An account in the list of those that are signed in, as the window shows it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::{Accent, Account, AccountKey, Connection, Phase, ScrollPosition, ServerLocation, ServerStatus};
use crate::i18n::Text;

/// The state of an account, as far as it matters to whoever chooses one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AccountState {
    #[default]
    Connecting,
    Online,
    Offline,
    /// Its session is in a keychain that is not open.
    Locked,
    /// Its session has ended: it has to sign in again.
    SignedOut,
    /// Its server cannot be used; when it is shown, the window says why.
    Failed,
    /// Its server is that of this computer, which is turned off.
    Off,
}

/// The state of an account's session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum SessionState {
    /// It is not known yet, because its server is not connected.
    #[default]
    Unknown,
    /// It is in a keychain that is not open.
    Pending,
    Open,
    Ended,
}

/// An account in the list of those that are signed in.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct AccountEntry {
    pub(crate) server: ServerLocation,
    pub(crate) account: Account,
    /// The name that its owner gave it in this app.
    pub(crate) label: Option<String>,
    pub(crate) accent: Accent,
    pub(crate) state: AccountState,
    /// The number of unread posts.
    pub(crate) unread: usize,
    /// The number of new votes on the account's posts, where they are counted: since it was shown last.
    pub(crate) votes: i64,
    /// The time at which its session expires, where that is known; RFC 3339.
    pub(crate) expires: Option<DateTime<Utc>>,
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) session: SessionState,
    /// Why it has to sign in again.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) notice: Option<Text>,
    /// The scroll positions in its lists when its session was opened.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) scroll_positions: Vec<ScrollPosition>,
}

impl AccountEntry {
    pub(crate) fn new(server: ServerLocation, account: Account) -> Self {
        Self {
            server,
            account,
            label: None,
            accent: Accent::default(),
            state: AccountState::default(),
            unread: 0,
            votes: 0,
            expires: None,
            session: SessionState::default(),
            notice: None,
            scroll_positions: Vec::new(),
        }
    }

    pub(crate) fn key(&self) -> AccountKey {
        AccountKey { server: self.server.clone(), account: self.account.id }
    }

    pub(crate) fn is(&self, key: &AccountKey) -> bool {
        self.account.id == key.account && self.server == key.server
    }

    /// Returns what its owner calls it, or else itself.
    pub(crate) fn name(&self) -> &str {
        let Account { email, display_name, .. } = &self.account;
        self.label.as_deref().or(display_name.as_deref()).unwrap_or(email)
    }

    /// Returns whether there is a session to read with, if only from what is cached.
    pub(crate) fn has_session(&self) -> bool {
        matches!(self.session, SessionState::Pending | SessionState::Open)
    }

    /// Returns its state, given that of its server.
    pub(super) fn state_at(&self, server: Option<&ServerStatus>) -> AccountState {
        let Some(server) = server else { return AccountState::Connecting };
        match (&server.phase, self.session) {
            (Phase::Off, _) => AccountState::Off,
            (_, SessionState::Ended) => AccountState::SignedOut,
            (Phase::Failed { .. }, _) => AccountState::Failed,
            (_, SessionState::Pending) => AccountState::Locked,
            (_, SessionState::Unknown) => AccountState::Connecting,
            (_, SessionState::Open) => match server.connection {
                Connection::Offline { .. } => AccountState::Offline,
                Connection::Connecting => AccountState::Connecting,
                Connection::Online | Connection::Locked => AccountState::Online,
            },
        }
    }
}
