//! The list of accounts that are signed in, in the order of their owner, as the settings keep it.

use serde::{Deserialize, Serialize};

use crate::model::{Accent, Account, AccountKey, ServerLocation};

/// Bounds how many accounts there can be.
pub(crate) const ACCOUNTS_MAX: usize = 32;

/// Bounds the name that somebody gives to an account, in characters.
const LABEL_MAX: usize = 60;

/// An account that is signed in, and its server location; the token is in the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SavedAccount {
    #[serde(rename = "place")]
    pub(crate) server: ServerLocation,
    pub(crate) account: Account,
    /// The name that its owner gave it in this app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) label: Option<String>,
    #[serde(default)]
    pub(crate) accent: Accent,
}

impl SavedAccount {
    fn is(&self, key: &AccountKey) -> bool {
        self.account.id == key.account && self.server == key.server
    }
}

/// The accounts that are signed in; at most [`ACCOUNTS_MAX`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct SavedAccounts(Vec<SavedAccount>);

impl SavedAccounts {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, SavedAccount> {
        self.0.iter()
    }

    pub(crate) fn find(&self, key: &AccountKey) -> Option<&SavedAccount> {
        self.0.iter().find(|saved| saved.is(key))
    }

    /// Returns whether there is room for an account, or it is there.
    pub(crate) fn takes(&self, key: &AccountKey) -> bool {
        self.0.len() < ACCOUNTS_MAX || self.find(key).is_some()
    }

    /// Adds an account at the end, or renews what is known of it. Its label, colour and position stay.
    pub(crate) fn add(&mut self, server: &ServerLocation, account: &Account) {
        let key = AccountKey { server: server.clone(), account: account.id };
        if let Some(saved) = self.find_mut(&key) {
            saved.account = account.clone();
        } else if self.0.len() < ACCOUNTS_MAX {
            let accent = Accent::default();
            self.0.push(SavedAccount { server: server.clone(), account: account.clone(), label: None, accent });
        }
    }

    pub(crate) fn remove(&mut self, key: &AccountKey) {
        self.0.retain(|saved| !saved.is(key));
    }

    /// Gives an account a name of its owner's, or none.
    pub(crate) fn set_label(&mut self, key: &AccountKey, label: Option<String>) {
        if let Some(saved) = self.find_mut(key) {
            saved.label = label;
        }
    }

    pub(crate) fn set_accent(&mut self, key: &AccountKey, accent: Accent) {
        if let Some(saved) = self.find_mut(key) {
            saved.accent = accent;
        }
    }

    /// Moves an account to a position in the list, counted from 0; to the end where there are fewer.
    pub(crate) fn move_to(&mut self, key: &AccountKey, position: usize) {
        if let Some(at) = self.0.iter().position(|saved| saved.is(key)) {
            let saved = self.0.remove(at);
            self.0.insert(position.min(self.0.len()), saved);
        }
    }

    /// Takes over the one account of an earlier version, and bounds what was read.
    pub(super) fn complete(&mut self, session: Option<&SavedSession>) {
        self.0.truncate(ACCOUNTS_MAX);
        if let Some(SavedSession { server, account }) = session {
            self.add(server, account);
        }
    }

    fn find_mut(&mut self, key: &AccountKey) -> Option<&mut SavedAccount> {
        self.0.iter_mut().find(|saved| saved.is(key))
    }
}

/// The account that the window shows. Versions that knew one account kept nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SavedSession {
    #[serde(rename = "place")]
    pub(crate) server: ServerLocation,
    pub(crate) account: Account,
}

impl SavedSession {
    pub(crate) fn key(&self) -> AccountKey {
        AccountKey { server: self.server.clone(), account: self.account.id }
    }
}

/// Cleans a name that somebody enters for an account; none where nothing is left of it.
pub(crate) fn clean_label(typed: &str) -> Option<String> {
    let label: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LABEL_MAX).collect();
    (!label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(id: i32) -> Account {
        Account { id, email: format!("{id}@hearth.example"), display_name: None }
    }

    fn key(id: i32) -> AccountKey {
        AccountKey { server: ServerLocation::Local, account: id }
    }

    fn ids(accounts: &SavedAccounts) -> Vec<i32> {
        accounts.iter().map(|saved| saved.account.id).collect()
    }

    #[test]
    fn accounts_keep_their_order_label_and_colour() {
        let mut accounts = SavedAccounts::default();
        for id in 1..=3 {
            accounts.add(&ServerLocation::Local, &account(id));
        }
        accounts.set_label(&key(2), Some("Work".to_owned()));
        accounts.set_accent(&key(2), Accent::Sky);
        accounts.move_to(&key(3), 0);
        accounts.move_to(&key(1), 9);
        assert_eq!(ids(&accounts), [3, 2, 1]);

        // Signed in again, under another name.
        accounts.add(&ServerLocation::Local, &Account { display_name: Some("Ada".to_owned()), ..account(2) });
        let saved = accounts.find(&key(2)).unwrap();
        assert_eq!((saved.label.as_deref(), saved.accent), (Some("Work"), Accent::Sky));
        assert_eq!(saved.account.display_name.as_deref(), Some("Ada"));
        accounts.remove(&key(3));
        assert_eq!(ids(&accounts), [2, 1]);
    }

    #[test]
    fn accounts_of_two_servers_are_two() {
        let mut accounts = SavedAccounts::default();
        for address in ["https://hearth.example/", "https://hearth.example/below/"] {
            accounts.add(&ServerLocation::Server { address: address.to_owned() }, &account(1));
        }
        assert_eq!(ids(&accounts), [1, 1]);
        accounts.remove(&key(1));
        assert_eq!(ids(&accounts), [1, 1]);
    }

    #[test]
    fn accounts_are_bounded() {
        let mut accounts = SavedAccounts::default();
        for id in 0..100 {
            accounts.add(&ServerLocation::Local, &account(id));
        }
        assert_eq!(ids(&accounts).len(), ACCOUNTS_MAX);
        assert!(accounts.takes(&key(0)) && !accounts.takes(&key(100)));
        assert_eq!(clean_label("  At \n work "), Some("At work".to_owned()));
        assert_eq!(clean_label(" \t"), None);
        assert_eq!(clean_label(&"x".repeat(1000)).unwrap().len(), LABEL_MAX);
    }
}
