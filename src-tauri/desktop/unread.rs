//! Counts unread posts: those by others that have appeared in the feed since the reader saw it last.

use std::collections::BTreeSet;

use hearth_api::PostOut;

use crate::model::LiveEvent;

/// Bounds how many unread posts are counted: nobody counts them one by one.
const UNREAD_MAX: usize = 10_000;

/// The unread posts, by id.
#[derive(Debug, Default)]
pub(super) struct Unread {
    posts: BTreeSet<i32>,
    /// The newest post that is known at all; none until the feed was read once.
    newest: Option<i32>,
}

impl Unread {
    pub(super) fn count(&self) -> usize {
        self.posts.len()
    }

    pub(super) fn hear(&mut self, event: &LiveEvent, reader: i32) {
        match *event {
            LiveEvent::Created { post, owner } => {
                self.newest = self.newest.max(Some(post));
                if owner != reader && self.posts.len() < UNREAD_MAX {
                    self.posts.insert(post);
                }
            }
            LiveEvent::Deleted { post } => {
                self.posts.remove(&post);
            }
            LiveEvent::Reset | LiveEvent::Changed { .. } | LiveEvent::Voted { .. } => {}
        }
    }

    /// Notes that the reader has seen the feed, in which this post was the newest. What comes after it is new, also
    /// where that feed was one kept from before the start.
    pub(super) fn mark_seen(&mut self, newest: i32) {
        self.newest = self.newest.max(Some(newest));
        self.posts = self.posts.split_off(&newest.saturating_add(1));
    }

    /// Returns whether the feed has to be read on to know what is new in it.
    pub(super) fn wants_more(&self, page: &[PostOut]) -> bool {
        self.newest.is_some_and(|newest| page.iter().all(|entry| entry.post.id > newest))
    }

    /// Makes up for missed events: these are the newest posts now, all that [`Self::wants_more`] asked for. The first
    /// time they are where counting begins.
    pub(super) fn catch_up(&mut self, feed: &[PostOut], reader: i32) {
        let ids: BTreeSet<i32> = feed.iter().map(|entry| entry.post.id).collect();
        let oldest = ids.first().copied().unwrap_or(0);
        self.posts.retain(|post| *post < oldest || ids.contains(post));
        if let Some(newest) = self.newest {
            let by_others = feed.iter().filter(|entry| entry.post.owner.id != reader && entry.post.published);
            self.posts.extend(by_others.map(|entry| entry.post.id).filter(|id| *id > newest));
        }
        self.newest = self.newest.max(Some(ids.last().copied().unwrap_or(0)));
    }
}

#[cfg(test)]
mod tests {
    use hearth_api::{Post, UserOut};

    use super::*;

    const READER: i32 = 1;
    const OTHER: i32 = 2;

    fn post(id: i32, owner: i32) -> PostOut {
        let created_at = chrono::DateTime::UNIX_EPOCH;
        let owner = UserOut { id: owner, email: String::new(), created_at, display_name: None };
        let (title, content) = (String::new(), String::new());
        PostOut {
            post: Post { title, content, published: true, id, created_at, updated_at: None, owner, owner_id: None },
            vote: 0,
            voted: None,
            found: None,
        }
    }

    fn reading(newest: i32) -> Unread {
        let mut unread = Unread::default();
        unread.catch_up(&[post(newest, OTHER)], READER);
        assert_eq!(unread.count(), 0, "what was there before is not new");
        unread
    }

    fn created(post: i32, owner: i32) -> LiveEvent {
        LiveEvent::Created { post, owner }
    }

    #[test]
    fn posts_by_others_count_until_they_go_or_are_looked_at() {
        let mut unread = reading(10);
        for event in [created(11, OTHER), created(12, READER), created(13, OTHER), created(14, OTHER)] {
            unread.hear(&event, READER);
        }
        assert_eq!(unread.count(), 3);
        unread.hear(&LiveEvent::Deleted { post: 13 }, READER);
        assert_eq!(unread.count(), 2);
        unread.mark_seen(12);
        assert_eq!(unread.count(), 1, "what came while the feed was read is still new");
        unread.mark_seen(i32::MAX);
        assert_eq!(unread.count(), 0);
    }

    #[test]
    fn what_was_not_told_is_made_up_for() {
        let mut unread = reading(10);
        unread.hear(&created(11, OTHER), READER);
        unread.hear(&created(12, OTHER), READER);
        // Meanwhile 11 went, and 13 to 15 came, 14 by the reader.
        let feed = [post(15, OTHER), post(14, READER), post(13, OTHER), post(12, OTHER), post(10, OTHER)];
        assert!(unread.wants_more(&feed[..3]));
        assert!(!unread.wants_more(&feed[..4]));
        unread.catch_up(&feed, READER);
        assert_eq!(unread.count(), 3);
    }

    #[test]
    fn what_came_after_the_feed_that_was_looked_at_is_new() {
        let mut unread = Unread::default();
        // Kept from before, and shown before the server could be asked.
        unread.mark_seen(10);
        let feed = [post(13, READER), post(12, OTHER), post(11, OTHER), post(10, OTHER)];
        assert!(unread.wants_more(&feed[..2]));
        unread.catch_up(&feed, READER);
        assert_eq!(unread.count(), 2);
    }

    #[test]
    fn counts_no_more_than_a_bound() {
        let mut unread = reading(10);
        for post in 11..=i32::try_from(UNREAD_MAX + 100).unwrap() {
            unread.hear(&created(post, OTHER), READER);
        }
        assert_eq!(unread.count(), UNREAD_MAX);
    }

    #[test]
    fn an_empty_feed_is_a_beginning_too() {
        let mut unread = Unread::default();
        assert!(!unread.wants_more(&[]));
        unread.catch_up(&[], READER);
        unread.catch_up(&[post(1, OTHER)], READER);
        assert_eq!(unread.count(), 1);
    }
}
