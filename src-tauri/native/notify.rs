//! Words of new votes on the reader's posts: one notification a post, which grows while it stands, and one for all where they
//! are many.

use std::collections::{BTreeSet, HashMap};

use tokio::sync::mpsc::UnboundedSender;

use super::{News, notifications::Notifier, votes::Gain};
use crate::messages::{Argument, Text, text, text_with};

/// More posts than these at once are told of in one notification.
const POSTS_MAX: usize = 3;

/// How much of a title is shown.
const TITLE_MAX: usize = 120;

/// What a notification is about, and so where a click on it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Topic {
    Post(i32),
    ManyPosts,
}

/// A notification that stands.
#[derive(Debug, Default)]
struct Standing {
    id: u32,
    votes: i64,
    posts: BTreeSet<i32>,
}

/// Tells of votes.
pub(super) struct Teller {
    news: UnboundedSender<News>,
    notifier: Option<Notifier>,
    standing: HashMap<Topic, Standing>,
}

impl Teller {
    pub(super) fn new(news: UnboundedSender<News>) -> Self {
        Self { news, notifier: None, standing: HashMap::new() }
    }

    /// Tells of what is new. A desktop that shows no notifications is no failure of the app's.
    pub(super) async fn tell(&mut self, gains: &[Gain]) {
        let result =
            if gains.len() > POSTS_MAX { self.tell_of_many(gains).await } else { self.tell_of_each(gains).await };
        if let Err(error) = result {
            tracing::warn!(%error, "the desktop shows no notification");
            self.notifier = None;
        }
    }

    /// What a notification was about, which is gone once it was clicked.
    pub(super) fn clicked(&mut self, id: u32) -> Option<Topic> {
        let topic = *self.standing.iter().find(|(_, standing)| standing.id == id)?.0;
        self.standing.remove(&topic);
        Some(topic)
    }

    pub(super) fn closed(&mut self, id: u32) {
        self.standing.retain(|_, standing| standing.id != id);
    }

    /// What stands is no longer the business of whoever reads now.
    pub(super) fn forget(&mut self) {
        self.standing.clear();
    }

    async fn tell_of_each(&mut self, gains: &[Gain]) -> zbus::Result<()> {
        for gain in gains {
            let votes = self.votes_with(Topic::Post(gain.post), gain.votes);
            let body = text_with(
                "native-votes-on-post",
                [("votes", Argument::count(votes)), ("title", Argument::words(excerpt(&gain.title)))],
            );
            self.show(Topic::Post(gain.post), body, votes, BTreeSet::from([gain.post])).await?;
        }
        Ok(())
    }

    async fn tell_of_many(&mut self, gains: &[Gain]) -> zbus::Result<()> {
        let votes = self.votes_with(Topic::ManyPosts, gains.iter().map(|gain| gain.votes).sum());
        let before = self.standing.get(&Topic::ManyPosts).into_iter().flat_map(|standing| &standing.posts);
        let posts: BTreeSet<i32> = before.copied().chain(gains.iter().map(|gain| gain.post)).collect();
        let body = text_with(
            "native-votes-on-posts",
            [("votes", Argument::count(votes)), ("posts", Argument::count(posts.len()))],
        );
        self.show(Topic::ManyPosts, body, votes, posts).await
    }

    fn votes_with(&self, topic: Topic, more: i64) -> i64 {
        self.standing.get(&topic).map_or(0, |standing| standing.votes) + more
    }

    async fn show(&mut self, topic: Topic, body: Text, votes: i64, posts: BTreeSet<i32>) -> zbus::Result<()> {
        let notifier = match &mut self.notifier {
            Some(notifier) => notifier,
            none => none.insert(Notifier::connect(self.news.clone()).await?),
        };
        let replaces = self.standing.get(&topic).map_or(0, |standing| standing.id);
        let id = notifier.show(replaces, &text("native-votes-summary"), &body, &text("native-open")).await?;
        self.standing.insert(topic, Standing { id, votes, posts });
        Ok(())
    }
}

/// A title on one line, as far as there is room for it.
fn excerpt(title: &str) -> String {
    let mut words = title.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let line = words.by_ref().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TITLE_MAX) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_on_one_short_line() {
        assert_eq!(excerpt("  Bread\nand\u{7} butter "), "Bread and butter");
        assert_eq!(excerpt(&"é".repeat(1000)), format!("{}…", "é".repeat(TITLE_MAX)));
    }
}
