//! Lists the waiting entries of an outbox for the window, up to a bound.

use serde::Serialize;
use ts_rs::TS;

use super::{Entry, Item, Outbox};
use crate::error::ErrorCode;

/// A post that waits.
#[derive(Debug, Serialize, TS)]
pub(crate) struct OutboxPost {
    id: String,
    title: String,
    content: String,
    published: bool,
    /// The code with which the server refused it; it is then the author's turn.
    refused: Option<ErrorCode>,
    /// True where it may have arrived, so that it cannot be taken back.
    unsure: bool,
}

/// The entries that wait to be sent.
#[derive(Debug, Serialize, TS)]
pub(crate) struct OutboxContents {
    /// The first of the posts: those that the server refuses, then the others, the one written last on top.
    posts: Vec<OutboxPost>,
    /// The number of all posts.
    pub(super) total: usize,
    /// The number of all posts that the server refuses.
    refused: usize,
    /// The posts whose votes wait.
    votes: Vec<i32>,
    /// The folder of a file that could not be read; told once.
    pub(super) unreadable: Option<String>,
}

impl OutboxPost {
    fn of(entry: &Entry) -> Option<Self> {
        let Item::Post { title, content, published, refused } = entry.item.clone() else { return None };
        Some(Self { id: entry.id.clone(), title, content, published, refused, unsure: entry.tried.is_some() })
    }
}

impl Outbox {
    /// Returns the waiting entries, with so many posts at most, and without those of which somebody is about to hear.
    pub(crate) fn waiting(&self, most: usize) -> OutboxContents {
        let mut state = self.state();
        let unreadable = state.contents.aside.take().map(|path| path.display().to_string());
        let waiting = state.contents.entries.values().rev().filter(|entry| !state.is_awaited(entry));
        let (votes, posts): (Vec<_>, Vec<_>) = waiting.partition(|entry| matches!(entry.item, Item::Vote { .. }));
        let (refused, others): (Vec<_>, Vec<_>) = posts.into_iter().partition(|entry| entry.is_refused());
        OutboxContents {
            posts: refused.iter().chain(&others).take(most).filter_map(|entry| OutboxPost::of(entry)).collect(),
            total: refused.len() + others.len(),
            refused: refused.len(),
            votes: votes.iter().filter_map(|entry| entry.voted_on()).collect(),
            unreadable,
        }
    }
}
