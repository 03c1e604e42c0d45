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
    /// Why the server does not take it; it is then the author's turn.
    refused: Option<ErrorCode>,
    /// It may have arrived, so it cannot be taken back.
    unsure: bool,
}

/// What waits to be sent.
#[derive(Debug, Serialize, TS)]
pub(crate) struct OutboxContents {
    /// Some of the posts: first those that the server does not take, then the others, the one written last on top.
    posts: Vec<OutboxPost>,
    /// How many posts there are in all.
    pub(super) total: usize,
    /// How many of all the server does not take.
    refused: usize,
    /// The posts whose votes wait.
    votes: Vec<i32>,
    /// Where something was put that could not be read; told once.
    pub(super) unreadable: Option<String>,
}

impl OutboxPost {
    fn of(entry: &Entry) -> Option<Self> {
        let Item::Post { title, content, published, refused } = entry.item.clone() else { return None };
        Some(Self { id: entry.id.clone(), title, content, published, refused, unsure: entry.tried.is_some() })
    }
}

impl Outbox {
    /// What waits, with so many posts at most, and without those of which somebody is about to hear.
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
