//! Notifies of new votes on the reader's posts: one notification a post, which is updated while it is shown, and one for all
//! where they are many.

use std::collections::{BTreeSet, HashMap};

use tokio::sync::mpsc::UnboundedSender;

use super::{event::DesktopEvent, notifications::Notifier, votes::NewVotes};
use crate::i18n::{Argument, Text, text, text_with};

/// Bounds how many posts at once have a notification each; more share one.
const POSTS_MAX: usize = 3;

/// Bounds how much of a title is shown, in characters.
const TITLE_MAX: usize = 120;

/// Bounds how much of a title is looked at: much of it may be blank.
const READ_MAX: usize = 10 * TITLE_MAX;

/// The topic of a notification, to which a click on it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Topic {
    Post(i32),
    ManyPosts,
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

    /// Notifies of new votes. A desktop that shows no notifications is no failure of the app's.
    pub(super) async fn notify(&mut self, new_votes: &[NewVotes]) {
        let result = if new_votes.len() > POSTS_MAX {
            self.notify_of_many(new_votes).await
        } else {
            self.notify_of_each(new_votes).await
        };
        if let Err(error) = result {
            tracing::warn!(%error, "the desktop shows no notification");
            self.notifier = None;
        }
    }

    /// Returns the topic of a notification that was clicked, and forgets the notification.
    pub(super) fn clicked(&mut self, id: u32) -> Option<Topic> {
        let topic = *self.active.iter().find(|(_, active)| active.id == id)?.0;
        self.active.remove(&topic);
        Some(topic)
    }

    pub(super) fn closed(&mut self, id: u32) {
        self.active.retain(|_, active| active.id != id);
    }

    /// Forgets the notifications that are shown, which are another reader's.
    pub(super) fn forget(&mut self) {
        self.active.clear();
    }

    async fn notify_of_each(&mut self, new_votes: &[NewVotes]) -> zbus::Result<()> {
        for new in new_votes {
            let votes = self.votes_with(Topic::Post(new.post), new.votes);
            let body = text_with(
                "native-votes-on-post",
                [("votes", Argument::count(votes)), ("title", Argument::words(excerpt(&new.title)))],
            );
            self.show(Topic::Post(new.post), body, votes, BTreeSet::from([new.post])).await?;
        }
        Ok(())
    }

    async fn notify_of_many(&mut self, new_votes: &[NewVotes]) -> zbus::Result<()> {
        let votes = self.votes_with(Topic::ManyPosts, new_votes.iter().fold(0, |sum: i64, new| sum.saturating_add(new.votes)));
        let before = self.active.get(&Topic::ManyPosts).into_iter().flat_map(|active| &active.posts);
        let posts: BTreeSet<i32> = before.copied().chain(new_votes.iter().map(|new| new.post)).collect();
        let body = text_with(
            "native-votes-on-posts",
            [("votes", Argument::count(votes)), ("posts", Argument::count(posts.len()))],
        );
        self.show(Topic::ManyPosts, body, votes, posts).await
    }

    fn votes_with(&self, topic: Topic, more: i64) -> i64 {
        self.active.get(&topic).map_or(0, |active| active.votes).saturating_add(more)
    }

    async fn show(&mut self, topic: Topic, body: Text, votes: i64, posts: BTreeSet<i32>) -> zbus::Result<()> {
        let notifier = match &mut self.notifier {
            Some(notifier) => notifier,
            none => none.insert(Notifier::connect(self.events.clone()).await?),
        };
        let replaces = self.active.get(&topic).map_or(0, |active| active.id);
        let id = notifier.show(replaces, &text("native-votes-summary"), &body, &text("native-open")).await?;
        self.active.insert(topic, ActiveNotification { id, votes, posts });
        Ok(())
    }
}

/// Returns a title on one line, as far as there is room for it. Others wrote it: what would change the direction of the
/// sentence around it is removed, and a blank title has a name.
fn excerpt(title: &str) -> String {
    // What does not fit is not looked at: a title may be a mebibyte long.
    let mut letters = title.chars().filter(|letter| !is_bidi_control(*letter));
    let shown: String = letters.by_ref().take(READ_MAX).collect();
    let words = shown.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TITLE_MAX) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None if line.is_empty() => text("writing-untitled").to_string(),
        None if letters.next().is_some() => format!("{line}…"),
        None => line,
    }
}

/// Returns whether a character embeds, overrides or isolates a direction (UAX 9, 2.1 to 2.5).
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stays_on_one_short_line() {
        assert_eq!(excerpt("  Bread\nand\u{7} butter "), "Bread and butter");
        assert_eq!(excerpt(&"é".repeat(1000)), format!("{}…", "é".repeat(TITLE_MAX)));
        assert_eq!(excerpt(&format!("Bread{}crumbs", " ".repeat(1_000_000))), "Bread…");
    }

    #[test]
    fn a_title_turns_no_sentence_around_and_is_never_blank() {
        assert_eq!(excerpt("txt.\u{202e}gpj\u{2067}"), "txt.gpj");
        assert_eq!(excerpt(" \u{202e}\n"), "Untitled");
    }
}
