//! Goes from account to account, and to where another one is added.

use super::{AppState, Result};
use crate::{
    event_bus::Subject,
    model::{AccountEntry, AccountKey, Consent, Destination, ServerLocation, ServerStatus, Shown, Status},
    storage::saved_accounts::SavedSession,
};

impl AppState {
    /// Shows an account. Does nothing where it is not among those that are signed in.
    pub(crate) fn switch(&self, key: &AccountKey) {
        self.go_to(key, None);
    }

    /// Shows a destination, in an account where one is given.
    pub(crate) fn show(&self, destination: Option<Destination>) {
        let account = match &destination {
            Some(Destination::Post { server: Some(server), .. }) => {
                self.0.events.read(|status| account_at(status, server))
            }
            _ => None,
        };
        match account {
            Some(key) => self.go_to(&key, destination),
            None => self.0.events.change(|status| status.pending_destination = destination),
        }
    }

    /// Shows a destination in an account.
    pub(crate) fn go_to(&self, key: &AccountKey, destination: Option<Destination>) {
        let mut found = None;
        self.0.events.begin_attempt(Subject::Shown, |status| {
            found = status.entry(key).map(|entry| entry.account.clone());
            if found.is_none() {
                return;
            }
            status.shown = Shown::Account(key.clone());
            (status.before, status.server_notice) = (None, None);
            if destination.is_some() {
                status.pending_destination = destination;
            }
        });
        let Some(account) = found else { return };
        self.0.settings.change(|settings| {
            settings.server = Some(key.server.clone());
            settings.session = Some(SavedSession { server: key.server.clone(), account });
        });
        self.connect_if_needed(&key.server);
        self.release_unused();
    }

    /// Goes to the choice of a server. With `adding`, the one that is chosen is for another account.
    pub(crate) fn leave(&self, adding: bool) {
        self.0.events.begin_attempt(Subject::Shown, |status| {
            // The form of a server that was chosen to add an account: the way back leads to where that was begun.
            let goes_on = matches!((&status.shown, &status.before), (Shown::Server(_), Some(Shown::Account(_))));
            let left = std::mem::replace(&mut status.shown, Shown::Choosing { adding: adding || goes_on });
            if !goes_on && !matches!(left, Shown::Choosing { .. }) {
                status.before = Some(left);
            }
            status.server_notice = None;
            self.0.settings.change(|settings| settings.server = None);
        });
        self.release_unused();
    }

    /// Chooses a server and connects to it: to a remote one once it has answered. If it does not, nothing changes.
    /// `consent` is what a person has agreed to after an earlier attempt.
    pub(crate) async fn choose(&self, server: ServerLocation, consent: Option<Consent>) -> Result<()> {
        let ServerLocation::Server { address } = server else {
            self.begin_at(&server);
            return Ok(());
        };
        self.0.settings.change(|settings| settings.address.clone_from(&address));
        let attempt = self.0.events.begin_attempt(Subject::Shown, |status| status.address.clone_from(&address));
        let is_new = consent.is_some();
        let found = self.find_server(&address, consent).await;
        if self.0.events.is_current(&attempt) {
            let server = found?;
            if is_new && self.0.connections.client(&server).is_some() {
                // The clients of before know nothing of the consent.
                self.connect(server.clone());
            }
            self.begin_at(&server);
        }
        Ok(())
    }

    /// Returns from the choice of a server, or from the form of one, to where one was before.
    pub(crate) fn return_to_previous(&self) {
        match self.status().before {
            Some(Shown::Account(key)) => self.switch(&key),
            Some(Shown::Server(server)) => {
                self.0.events.begin_attempt(Subject::Shown, |status| {
                    status.before = None;
                    status.shown = Shown::Server(server.clone());
                });
                self.connect_if_needed(&server);
                self.release_unused();
            }
            Some(Shown::Choosing { .. }) | None => {}
        }
    }

    /// Shows the sign-in form of a server that was chosen; or an account there, unless another one is to be added.
    fn begin_at(&self, server: &ServerLocation) {
        let known = self.0.events.read(|status| match status.shown {
            Shown::Choosing { adding: false } => account_at(status, server),
            _ => None,
        });
        if *server == ServerLocation::Local {
            self.0.settings.change(|settings| settings.local_off = false);
            self.0.events.change(|status| {
                if std::mem::take(&mut status.local_off) {
                    status.servers.remove(&ServerLocation::Local);
                }
            });
        }
        if let Some(key) = known {
            return self.switch(&key);
        }
        self.0.events.begin_attempt(Subject::Shown, |status| {
            let left = std::mem::replace(&mut status.shown, Shown::Server(server.clone()));
            status.server_notice = None;
            if matches!(left, Shown::Account(_)) {
                status.before = Some(left);
            }
            // The way back from the form of a server leads to an account alone: its own link leads to the choice.
            status.before.take_if(|before| !matches!(before, Shown::Account(_)));
        });
        self.0.events.change(|status| {
            if status.servers.get(server).is_some_and(ServerStatus::is_ready) {
                self.0.settings.change(|settings| {
                    settings.add_recent(server);
                    settings.server = Some(server.clone());
                    status.recent_servers.clone_from(&settings.recent_servers);
                });
            }
        });
        self.connect_if_needed(server);
        self.release_unused();
    }
}

/// Returns an account at a server: the one that is shown, or the first.
fn account_at(status: &Status, server: &ServerLocation) -> Option<AccountKey> {
    let shown = status.shown.account().filter(|key| key.server == *server);
    shown.cloned().or_else(|| status.accounts.iter().find(|entry| entry.server == *server).map(AccountEntry::key))
}
