//! Watches the posts and votes of one account: counts what is unread, and reports new votes. Each account has a task of its own,
//! so that a server that is slow holds up no other.

use std::{future, sync::Arc, time::Duration};

use hearth_client::View;
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    time::{Instant, sleep_until},
};
use tokio_util::task::AbortOnDropHandle;

use super::{
    event::{Backlog, DesktopEvent},
    pages,
    unread::Unread,
    votes::Votes,
};
use crate::{
    accounts::AppState,
    model::{AccountKey, LiveEvent},
    sync::Session,
};

/// The time for which votes are gathered into one notification.
const GATHERING: Duration = Duration::from_secs(3);

/// Bounds how often the number of unread posts is told: a busy server must not keep the window from drawing.
const TELLING: Duration = Duration::from_millis(500);

#[derive(Debug)]
enum WatchEvent {
    Live(Vec<LiveEvent>),
    /// The newest post of the feed that the reader has seen.
    Seen(i32),
    CountVotes(bool),
}

/// The watch of an account, which ends with this.
pub(super) struct AccountWatch {
    events: UnboundedSender<WatchEvent>,
    backlog: Arc<Backlog>,
    counts_votes: bool,
    _task: AbortOnDropHandle<()>,
}

impl AccountWatch {
    pub(super) fn start(state: AppState, account: AccountKey, desktop: UnboundedSender<DesktopEvent>) -> Self {
        let (events, received) = mpsc::unbounded_channel();
        let backlog: Arc<Backlog> = Arc::default();
        let task = WatchTask {
            state,
            account,
            desktop,
            backlog: Arc::clone(&backlog),
            unread: Unread::default(),
            votes: Votes::default(),
            notify_at: None,
            tell_at: None,
            told_at: None,
        };
        let task = AbortOnDropHandle::new(tokio::spawn(task.run(received)));
        Self { events, backlog, counts_votes: false, _task: task }
    }

    /// Passes events of the server on; too many at once are made up for later.
    pub(super) fn live(&self, events: Vec<LiveEvent>) {
        if self.backlog.add() {
            self.send(WatchEvent::Live(events));
        }
    }

    pub(super) fn mark_seen(&self, newest: i32) {
        self.send(WatchEvent::Seen(newest));
    }

    /// Begins to count votes, or ends it.
    pub(super) fn count_votes(&mut self, on: bool) {
        if self.counts_votes != on {
            self.counts_votes = on;
            self.send(WatchEvent::CountVotes(on));
        }
    }

    fn send(&self, event: WatchEvent) {
        let _ = self.events.send(event);
    }
}

struct WatchTask {
    state: AppState,
    account: AccountKey,
    desktop: UnboundedSender<DesktopEvent>,
    backlog: Arc<Backlog>,
    unread: Unread,
    votes: Votes,
    /// The time at which the votes that have come are reported.
    notify_at: Option<Instant>,
    /// The time at which the number of unread posts is told, and was told last.
    tell_at: Option<Instant>,
    told_at: Option<Instant>,
}

impl WatchTask {
    async fn run(mut self, mut received: UnboundedReceiver<WatchEvent>) {
        loop {
            tokio::select! {
                event = received.recv() => match event {
                    Some(event) => self.handle(event).await,
                    None => return,
                },
                () = at(self.notify_at) => self.report_votes().await,
                () = at(self.tell_at) => {
                    self.tell_at = None;
                    self.told_at = Some(Instant::now());
                    self.state.set_unread(&self.account, self.unread.count());
                }
            }
        }
    }

    async fn handle(&mut self, event: WatchEvent) {
        let before = self.unread.count();
        match event {
            WatchEvent::Live(events) => {
                for event in events {
                    self.handle_live(&event).await;
                }
                if self.backlog.done() {
                    self.handle_live(&LiveEvent::Reset).await;
                }
            }
            WatchEvent::Seen(newest) => self.unread.mark_seen(newest),
            WatchEvent::CountVotes(false) => self.votes.forget(),
            WatchEvent::CountVotes(true) => self.count_votes().await,
        }
        if self.unread.count() != before {
            let next = self.told_at.map_or_else(Instant::now, |told| told + TELLING);
            self.tell_at.get_or_insert(next);
        }
    }

    async fn handle_live(&mut self, event: &LiveEvent) {
        if matches!(event, LiveEvent::Reset) {
            self.catch_up().await;
        }
        self.unread.hear(event, self.account.account);
        self.votes.hear(event, self.account.account);
        if self.votes.have_changed() && self.notify_at.is_none() {
            self.notify_at = Some(Instant::now() + GATHERING);
        }
    }

    /// Reads posts and votes anew, because events may have been missed.
    async fn catch_up(&mut self) {
        let Some(session) = self.session() else { return };
        match pages::read(&session.client, View::New, |posts| self.unread.wants_more(posts)).await {
            Ok(feed) => self.unread.catch_up(&feed, self.account.account),
            Err(error) => tracing::warn!(%error, "the feed was not read for what is new"),
        }
        if self.votes.are_counted() {
            self.count_votes().await;
        }
    }

    async fn count_votes(&mut self) {
        let Some(session) = self.session() else { return };
        match pages::read(&session.client, View::Of(self.account.account), |_| true).await {
            Ok(posts) => self.votes.count(&posts),
            Err(error) => tracing::warn!(%error, "the votes were not counted"),
        }
    }

    /// Reads the posts that have other votes, and reports those that have more.
    async fn report_votes(&mut self) {
        self.notify_at = None;
        let Some(session) = self.session() else { return };
        let mut new_votes = Vec::new();
        for post in self.votes.take_changed() {
            match session.client.post(post).await {
                Ok(detail) => new_votes.extend(self.votes.new_votes(detail)),
                Err(error) => tracing::debug!(%error, post, "a post was not read for its votes"),
            }
        }
        if !new_votes.is_empty() {
            let _ = self.desktop.send(DesktopEvent::NewVotes(self.account.clone(), new_votes));
        }
    }

    fn session(&self) -> Option<Session> {
        self.state.session(&self.account).ok()
    }
}

/// Waits for a moment, or for ever where there is none.
pub(super) async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_flood_of_events_waits_up_to_a_bound() {
        let (events, mut received) = mpsc::unbounded_channel();
        let watch = AccountWatch {
            events,
            backlog: Arc::default(),
            counts_votes: false,
            _task: AbortOnDropHandle::new(tokio::spawn(async {})),
        };
        for _ in 0..10_000 {
            watch.live(vec![LiveEvent::Reset]);
        }
        let mut caught_up = Vec::new();
        while let Ok(WatchEvent::Live(_)) = received.try_recv() {
            caught_up.push(watch.backlog.done());
        }
        assert_eq!(caught_up.len(), 100);
        assert_eq!(caught_up.iter().filter(|missed| **missed).count(), 1, "what was left out is made up for once");
        assert_eq!(caught_up.last(), Some(&true));
    }
}
