//! Notifies of new votes on the reader's posts: one notification a post, which is updated while it is shown, and one for all
//! where they are many.

use std::collections::{BTreeSet, HashMap};

use tokio::sync::mpsc::UnboundedSender;

use super::{event::DesktopEvent, excerpt::excerpt, notifications::Notifier, votes::NewVotes};
use crate::{
    i18n::{Argument, Text, text, text_with},
    model::AccountKey,
};

/// Bounds how many posts at once have a notification each; more share one.
const POSTS_MAX: usize = 3;

/// The topic of a notification, to which a click on it leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Topic {
    pub(super) account: AccountKey,
    /// None for many posts.
    pub(super) post: Option<i32>,
}

/// A notification that the desktop shows.
#[derive(Debug, Default)]
struct ActiveNotification {
    id: u32,
    votes: i64,
    posts: BTreeSet<i32>,
}

/// Shows notifications of votes.
pub(super) struct VoteNotifier {
    events: UnboundedSender<DesktopEvent>,
    notifier: Option<Notifier>,
    active: HashMap<Topic, ActiveNotification>,
}

impl VoteNotifier {
    pub(super) fn new(events: UnboundedSender<DesktopEvent>) -> Self {
        Self { events, notifier: None, active: HashMap::new() }
    }

    /// Notifies of new votes on the posts of an account, which is named where a name is given. A desktop that shows no
    /// notifications is no failure of the app's.
    pub(super) async fn notify(&mut self, account: &AccountKey, name: Option<&str>, new_votes: &[NewVotes]) {
        let summary = match name {
            Some(name) => text_with("native-votes-summary-account", [("account", Argument::words(excerpt(name)))]),
            None => text("native-votes-summary"),
        };
        let result = if new_votes.len() > POSTS_MAX {
            self.notify_of_many(account, &summary, new_votes).await
        } else {
            self.notify_of_each(account, &summary, new_votes).await
        };
        if let Err(error) = result {
            tracing::warn!(%error, "the desktop shows no notification");
            self.notifier = None;
        }
    }

    /// Returns the topic of a notification that was clicked, and forgets the notification.
    pub(super) fn clicked(&mut self, id: u32) -> Option<Topic> {
        let topic = self.active.iter().find(|(_, active)| active.id == id)?.0.clone();
        self.active.remove(&topic);
        Some(topic)
    }

    pub(super) fn closed(&mut self, id: u32) {
        self.active.retain(|_, active| active.id != id);
    }

    /// Forgets the notifications of accounts that are gone.
    pub(super) fn keep(&mut self, is_there: impl Fn(&AccountKey) -> bool) {
        self.active.retain(|topic, _| is_there(&topic.account));
    }

    async fn notify_of_each(
        &mut self,
        account: &AccountKey,
        summary: &Text,
        new_votes: &[NewVotes],
    ) -> zbus::Result<()> {
        for new in new_votes {
            let topic = Topic { account: account.clone(), post: Some(new.post) };
            let votes = self.votes_with(&topic, new.votes);
            let body = text_with(
                "native-votes-on-post",
                [("votes", Argument::count(votes)), ("title", Argument::words(excerpt(&new.title)))],
            );
            self.show(topic, summary, body, votes, BTreeSet::from([new.post])).await?;
        }
        Ok(())
    }

    async fn notify_of_many(
        &mut self,
        account: &AccountKey,
        summary: &Text,
        new_votes: &[NewVotes],
    ) -> zbus::Result<()> {
        let topic = Topic { account: account.clone(), post: None };
        let votes = self.votes_with(&topic, new_votes.iter().fold(0, |sum: i64, new| sum.saturating_add(new.votes)));
        let before = self.active.get(&topic).into_iter().flat_map(|active| &active.posts);
        let posts: BTreeSet<i32> = before.copied().chain(new_votes.iter().map(|new| new.post)).collect();
        let body = text_with(
            "native-votes-on-posts",
            [("votes", Argument::count(votes)), ("posts", Argument::count(posts.len()))],
        );
        self.show(topic, summary, body, votes, posts).await
    }

    fn votes_with(&self, topic: &Topic, more: i64) -> i64 {
        self.active.get(topic).map_or(0, |active| active.votes).saturating_add(more)
    }

    async fn show(
        &mut self,
        topic: Topic,
        summary: &Text,
        body: Text,
        votes: i64,
        posts: BTreeSet<i32>,
    ) -> zbus::Result<()> {
        let notifier = match &mut self.notifier {
            Some(notifier) => notifier,
            none => none.insert(Notifier::connect(self.events.clone()).await?),
        };
        let replaces = self.active.get(&topic).map_or(0, |active| active.id);
        let id = notifier.show(replaces, summary, &body, &text("native-open")).await?;
        self.active.insert(topic, ActiveNotification { id, votes, posts });
        Ok(())
    }
}
