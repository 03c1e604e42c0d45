//! Changes that the reader made to posts, as cached answers take them over. An answer that was asked for before a change may
//! arrive after it, so the last changes are remembered.

use std::collections::VecDeque;

use super::{CacheKey, Page};
use crate::model::{Features, FeedPage, FeedPost, VoteOutcome};

/// Bounds how many changes are remembered; an answer that takes longer than this many is kept without the first of
/// them.
const CHANGES_MAX: usize = 200;

/// A change to a post.
#[derive(Clone)]
pub(crate) enum Change {
    Written(FeedPost),
    Edited(FeedPost),
    Deleted(i32),
    Voted(i32, VoteOutcome),
}

/// A position in the sequence of changes.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(u64);

/// The last changes.
#[derive(Default)]
pub(super) struct Changes {
    last: VecDeque<Change>,
    next: u64,
}

impl Changes {
    pub(super) fn now(&self) -> Moment {
        Moment(self.next)
    }

    pub(super) fn push(&mut self, change: Change) {
        self.next += 1;
        self.last.push_back(change);
        if self.last.len() > CHANGES_MAX {
            self.last.pop_front();
        }
    }

    /// The changes since a moment, the first one first.
    pub(super) fn since(&self, Moment(moment): Moment) -> impl Iterator<Item = &Change> {
        let missed = usize::try_from(self.next - moment).unwrap_or(usize::MAX);
        self.last.iter().skip(self.last.len().saturating_sub(missed))
    }
}

/// An answer that changes with the posts in it.
pub(crate) trait Changeable {
    /// Takes over a change, and returns whether the answer is another now.
    fn take_over(&mut self, _question: &CacheKey, _change: &Change) -> bool {
        false
    }
}

impl Changeable for Features {}

impl Changeable for FeedPage {
    fn take_over(&mut self, key: &CacheKey, change: &Change) -> bool {
        let CacheKey::Page(page) = key else { return false };
        let at = |id: i32| self.posts.iter().position(|post| post.id == id);
        match change {
            Change::Written(post) if at(post.id).is_none() && begins_with(page, post) => {
                self.posts.insert(0, post.clone());
            }
            Change::Edited(post) if let Some(at) = at(post.id) => {
                self.posts[at].amend(post);
                self.posts.retain(|other| other.id != post.id || page.view.takes(other));
            }
            Change::Deleted(id) if let Some(at) = at(*id) => drop(self.posts.remove(at)),
            Change::Voted(id, outcome) if let Some(at) = at(*id) => self.posts[at].count_vote(*outcome),
            _ => return false,
        }
        true
    }
}

impl Changeable for FeedPost {
    fn take_over(&mut self, key: &CacheKey, change: &Change) -> bool {
        let CacheKey::Post(asked) = key else { return false };
        match change {
            Change::Edited(post) if post.id == *asked => self.amend(post),
            Change::Voted(id, outcome) if id == asked => self.count_vote(*outcome),
            _ => return false,
        }
        true
    }
}

/// Returns whether a new post is the first one on a page.
fn begins_with(page: &Page, post: &FeedPost) -> bool {
    let found = post.title.to_lowercase().contains(&page.search.to_lowercase());
    page.begin.is_none() && page.view.is_chronological() && page.view.takes(post) && found
}
