//! Manages the list of accounts: their names, colours and order, and which of them are signed in.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_client::Error;
use tokio::time::{sleep, timeout};

use super::{AppState, Session};
use crate::{
    event_bus::Subject,
    i18n::{Text, text},
    model::{Accent, AccountEntry, AccountKey, SessionState, Shown, Status},
    storage::saved_accounts::{SavedSession, clean_label},
};

/// Time limit for a server to end a session whose user has signed out. Nobody waits for it but the end of the app.
const SIGN_OUT_TIMEOUT: Duration = Duration::from_secs(3);

/// How often is looked whether all of them have.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

impl AppState {
    /// Gives an account a name of its owner's; an empty one takes it away.
    pub(crate) fn set_label(&self, key: &AccountKey, label: &str) {
        let label = clean_label(label);
        self.0.settings.change(|settings| settings.accounts.set_label(key, label.clone()));
        self.0.events.change(|status| {
            if let Some(entry) = status.entry_mut(key) {
                entry.label = label;
            }
        });
    }

    pub(crate) fn set_accent(&self, key: &AccountKey, accent: Accent) {
        self.0.settings.change(|settings| settings.accounts.set_accent(key, accent));
        self.0.events.change(|status| {
            if let Some(entry) = status.entry_mut(key) {
                entry.accent = accent;
            }
        });
    }

    /// Moves an account to a position in the list, counted from 0.
    pub(crate) fn move_account(&self, key: &AccountKey, position: usize) {
        self.0.settings.change(|settings| settings.accounts.move_to(key, position));
        self.0.events.change(|status| {
            if let Some(at) = status.accounts.iter().position(|entry| entry.is(key)) {
                let entry = status.accounts.remove(at);
                status.accounts.insert(position.min(status.accounts.len()), entry);
            }
        });
    }

    /// Notes how many posts are unread to an account.
    pub(crate) fn set_unread(&self, key: &AccountKey, unread: usize) {
        if self.0.events.read(|status| status.entry(key).is_some_and(|entry| entry.unread != unread)) {
            self.0.events.change(|status| {
                if let Some(entry) = status.entry_mut(key) {
                    entry.unread = unread;
                }
            });
        }
    }

    /// Notes new votes on an account's posts.
    pub(crate) fn add_votes(&self, key: &AccountKey, votes: i64) {
        self.0.events.change(|status| {
            if let Some(entry) = status.entry_mut(key) {
                entry.votes = entry.votes.saturating_add(votes);
            }
        });
    }

    /// Notes that the reader has seen the votes on an account's posts.
    pub(crate) fn clear_votes(&self, key: &AccountKey) {
        if self.0.events.read(|status| status.entry(key).is_some_and(|entry| entry.votes != 0)) {
            self.0.events.change(|status| {
                if let Some(entry) = status.entry_mut(key) {
                    entry.votes = 0;
                }
            });
        }
    }

    /// Signs out of an account: forgets its session and what was read at once, and has the server end the session where that
    /// can be.
    pub(crate) async fn sign_out(&self, key: &AccountKey) {
        let session = self.0.sessions.get(key);
        let ends = |status: &Status| {
            status.servers.get(&key.server).is_some_and(|here| here.features.sessions && here.is_online())
        };
        let ends = self.0.events.read(ends);
        self.close(key);
        // Before the server is let go of, which stops that of this computer.
        if let Some(session) = session.filter(|session| ends && !session.client.is_pending()) {
            self.end_at_server(session);
        }
        self.remove(key, None).await;
    }

    /// Has a server end a session.
    pub(super) fn end_at_server(&self, session: Session) {
        self.0.sign_outs.spawn(async move {
            let ended = timeout(SIGN_OUT_TIMEOUT, session.client.sign_out()).await;
            let ended = ended.unwrap_or(Err(Error::TimedOut));
            // It expires by itself.
            let _ = ended.inspect_err(|error| tracing::info!(%error, "the session is not ended at the server"));
        });
    }

    /// Signs out of all accounts.
    pub(crate) async fn sign_out_all(&self) {
        let keys: Vec<_> = self.0.events.read(|status| status.accounts.iter().map(AccountEntry::key).collect());
        join_all(keys.iter().map(|key| self.sign_out(key))).await;
    }

    /// Waits for the servers that are told that somebody signed out.
    pub(super) async fn finish_sign_outs(&self) {
        let none = async {
            while !self.0.sign_outs.is_empty() {
                sleep(POLL_INTERVAL).await;
            }
        };
        let _ = timeout(SIGN_OUT_TIMEOUT, none).await;
    }

    /// Removes an account that was deleted.
    pub(crate) async fn account_is_gone(&self, session: &Session) {
        if let Err(error) = session.outbox.clear() {
            tracing::error!(%error, "what waited to be sent is not removed");
        }
        self.remove(&session.key(), Some(text("account-deleted"))).await;
    }

    /// Ends a session whose token its server refuses. Its account stays in the list, to sign in again.
    pub(super) async fn end_session(&self, session: &Session, notice: Text) {
        if !self.close(&session.key()) {
            return;
        }
        self.0.events.change(|status| {
            // It may have signed in again meanwhile.
            if let Some(entry) = status.entry_mut(&session.key())
                && !self.0.sessions.is_open(&session.key())
            {
                (entry.session, entry.notice) = (SessionState::Ended, Some(notice));
                (entry.unread, entry.votes) = (0, 0);
                entry.scroll_positions = Vec::new();
            }
        });
        // The last, because a keychain may take its time.
        if !self.0.sessions.is_open(&session.key()) {
            self.0.sessions.forget(&session.server, &session.account).await;
        }
    }

    /// Removes an account from the list, with its token and what was read. Another one is shown in its place; or, where there
    /// is none, the form of its server.
    async fn remove(&self, key: &AccountKey, notice: Option<Text>) {
        let Some(account) = self.0.events.read(|status| status.entry(key).map(|entry| entry.account.clone())) else {
            return;
        };
        self.close(key);
        self.0.settings.change(|settings| settings.accounts.remove(key));
        self.0.sessions.prune_caches();
        let mut next = None;
        self.0.events.begin_attempt(Subject::Shown, |status| {
            let at = status.accounts.iter().position(|entry| entry.is(key)).unwrap_or_default();
            status.accounts.retain(|entry| !entry.is(key));
            status.before.take_if(|before| before.account() == Some(key));
            if status.shown.account() != Some(key) {
                return;
            }
            next = status.accounts.get(at).or(status.accounts.last()).map(AccountEntry::key);
            status.shown = next.clone().map_or_else(|| Shown::Server(key.server.clone()), Shown::Account);
            status.server_notice = notice;
        });
        let shown = self.0.events.read(|status| status.shown.account().and_then(|key| status.entry(key)).cloned());
        self.0.settings.change(|settings| {
            settings.session = shown.map(|entry| SavedSession { server: entry.server, account: entry.account });
            if let Some(saved) = &settings.session {
                settings.server = Some(saved.server.clone());
            }
        });
        if let Some(next) = next {
            self.connect_if_needed(&next.server);
        }
        self.release_unused();
        // The last, because a keychain may take its time.
        if self.0.events.read(|status| status.entry(key).is_none()) {
            self.0.sessions.forget(&key.server, &account).await;
        }
    }

    /// Closes the session of an account, with what was read; returns whether it was open.
    fn close(&self, key: &AccountKey) -> bool {
        let Some(session) = self.0.sessions.close(key) else { return false };
        self.0.exports.cancel(key);
        tokio::task::block_in_place(|| session.cache.close());
        true
    }
}
