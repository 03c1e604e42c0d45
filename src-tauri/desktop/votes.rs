//! Counts votes by others on the reader's own posts, and so how many are new.

use std::collections::{BTreeSet, HashMap};

use hearth_api::{PostDetail, PostOut};

use crate::model::LiveEvent;

/// Bounds how many posts are counted, and how many of them are looked at at once.
const COUNTED_MAX: usize = 100_000;
const CHANGED_MAX: usize = 1000;

/// New votes on a post.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NewVotes {
    pub(super) post: i32,
    pub(super) title: String,
    pub(super) votes: i64,
}

/// The number of votes by others on each of the reader's posts, and the posts on which it may have changed.
#[derive(Debug, Default)]
pub(super) struct Votes {
    /// The counts by post; none until they were read, because only then can some votes be new.
    counted: Option<HashMap<i32, i64>>,
    changed: BTreeSet<i32>,
}

impl Votes {
    pub(super) fn are_counted(&self) -> bool {
        self.counted.is_some()
    }

    /// Returns whether there are posts to look at.
    pub(super) fn have_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    pub(super) fn hear(&mut self, event: &LiveEvent, reader: i32) {
        let Some(counted) = &mut self.counted else { return };
        match *event {
            LiveEvent::Created { post, owner } if owner == reader && counted.len() < COUNTED_MAX => {
                counted.entry(post).or_insert(0);
            }
            LiveEvent::Voted { post, owner, .. } if owner == reader && self.changed.len() < CHANGED_MAX => {
                self.changed.insert(post);
            }
            LiveEvent::Deleted { post } => {
                counted.remove(&post);
                self.changed.remove(&post);
            }
            _ => {}
        }
    }

    /// Counts anew: these are the reader's posts. What they have now is not new.
    pub(super) fn count(&mut self, posts: &[PostOut]) {
        let others = |entry: &PostOut| (entry.post.id, by_others(entry.vote, entry.voted));
        self.counted = Some(posts.iter().map(others).collect());
        self.changed.clear();
    }

    /// Stops counting, until [`Self::count`] begins anew.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Takes the posts to look at; from now on only what happens later counts as a change.
    pub(super) fn take_changed(&mut self) -> BTreeSet<i32> {
        std::mem::take(&mut self.changed)
    }

    /// Returns the new votes on a post, and counts them. At a post that was not counted before, counting only begins.
    pub(super) fn new_votes(&mut self, detail: PostDetail) -> Option<NewVotes> {
        let counted = self.counted.as_mut()?;
        let now = by_others(detail.vote?, detail.voted);
        let post = detail.post;
        let before = counted.insert(post.id, now)?;
        (now > before).then_some(NewVotes { post: post.id, title: post.title, votes: now.saturating_sub(before) })
    }
}

/// Returns the number of votes without the reader's own, which is no news.
fn by_others(all: i64, own: Option<bool>) -> i64 {
    all.saturating_sub(i64::from(own.unwrap_or(false)))
}

#[cfg(test)]
mod tests {
    use hearth_api::{Post, UserOut};

    use super::*;

    const READER: i32 = 1;

    fn post(id: i32) -> Post {
        let created_at = chrono::DateTime::UNIX_EPOCH;
        let owner = UserOut { id: READER, email: String::new(), created_at, display_name: None };
        let title = format!("Post {id}");
        Post { title, content: String::new(), published: true, id, created_at, updated_at: None, owner, owner_id: None }
    }

    fn with(id: i32, all: i64, own: bool) -> PostDetail {
        PostDetail { post: post(id), vote: Some(all), voted: Some(own), removed: None }
    }

    fn counting(id: i32, all: i64, own: bool) -> Votes {
        let mut votes = Votes::default();
        votes.count(&[PostOut { post: post(id), vote: all, voted: Some(own), found: None }]);
        votes
    }

    fn gained(votes: &mut Votes, detail: PostDetail) -> i64 {
        votes.new_votes(detail).map_or(0, |gain| gain.votes)
    }

    #[test]
    fn only_more_votes_by_others_are_news() {
        let mut votes = counting(7, 2, false);
        assert_eq!(gained(&mut votes, with(7, 3, true)), 0, "one's own");
        assert_eq!(gained(&mut votes, with(7, 6, true)), 3);
        assert_eq!(gained(&mut votes, with(7, 5, false)), 0, "one's own, taken back");
        assert_eq!(gained(&mut votes, with(7, 4, false)), 0, "another's, taken back");
        assert_eq!(gained(&mut votes, with(7, 5, false)), 1);
    }

    #[test]
    fn a_post_that_was_not_counted_begins_with_what_it_has() {
        let mut votes = counting(7, 0, false);
        assert_eq!(gained(&mut votes, with(8, 40, false)), 0);
        assert_eq!(gained(&mut votes, with(8, 41, false)), 1);
        votes.hear(&LiveEvent::Created { post: 9, owner: READER }, READER);
        assert_eq!(gained(&mut votes, with(9, 1, false)), 1, "a new post has begun with none");
    }

    #[test]
    fn counts_that_no_post_has_are_no_failure() {
        let mut votes = counting(7, i64::MIN, true);
        assert_eq!(gained(&mut votes, with(7, i64::MAX, true)), i64::MAX);
        assert_eq!(gained(&mut votes, with(7, i64::MIN, true)), 0);
    }

    #[test]
    fn no_more_posts_are_looked_at_than_a_bound() {
        let mut votes = counting(7, 0, false);
        for post in 0..i32::try_from(CHANGED_MAX).unwrap() + 100 {
            votes.hear(&LiveEvent::Voted { post, owner: READER, votes: 1 }, READER);
        }
        assert_eq!(votes.take_changed().len(), CHANGED_MAX);
    }

    #[test]
    fn what_changes_is_looked_at_once_and_only_if_it_is_the_readers() {
        let mut votes = counting(7, 0, false);
        for (post, owner) in [(7, READER), (7, READER), (8, 2)] {
            votes.hear(&LiveEvent::Voted { post, owner, votes: 1 }, READER);
        }
        assert_eq!(votes.take_changed(), BTreeSet::from([7]));
        assert!(!votes.have_changed());
        votes.hear(&LiveEvent::Voted { post: 7, owner: READER, votes: 2 }, READER);
        votes.forget();
        votes.hear(&LiveEvent::Voted { post: 7, owner: READER, votes: 3 }, READER);
        assert!(!votes.have_changed(), "nobody asked");
    }
}
