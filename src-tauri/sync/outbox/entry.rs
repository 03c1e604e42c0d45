//! Outbox entries and their states: waiting, sent, refused.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::{CommandError, ErrorCode},
    model::{FeedPost, PostInput},
};

/// The content of an outbox entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Item {
    Post {
        title: String,
        content: String,
        published: bool,
        /// The code with which the server refused it; it is then the author's turn.
        refused: Option<ErrorCode>,
    },
    Vote {
        post: i32,
        up: bool,
    },
}

/// An outbox entry: a post or a vote that waits to be sent, and since when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The id of the entry, also the key under which a post is sent.
    pub(crate) id: String,
    pub(crate) since: DateTime<Utc>,
    /// The time of the first attempt, if that may have worked.
    pub(crate) tried: Option<DateTime<Utc>>,
    pub(crate) item: Item,
}

impl Entry {
    pub(super) fn new(item: Item) -> Self {
        Self { id: Uuid::new_v4().to_string(), since: Utc::now(), tried: None, item }
    }

    pub(super) fn is_refused(&self) -> bool {
        matches!(&self.item, Item::Post { refused: Some(_), .. })
    }

    /// Returns the post of the entry; none for a vote.
    pub(super) fn post(&self) -> Option<PostInput> {
        let Item::Post { title, content, published, .. } = &self.item else { return None };
        Some(PostInput { title: title.clone(), content: content.clone(), published: *published })
    }

    /// Returns the post that the entry votes on; none for a post.
    pub(crate) fn voted_on(&self) -> Option<i32> {
        let Item::Vote { post, .. } = self.item else { return None };
        Some(post)
    }

    /// Estimates the size of the entry.
    pub(super) fn bytes(&self) -> usize {
        match &self.item {
            Item::Post { title, content, .. } => title.len() + content.len(),
            Item::Vote { .. } => 0,
        }
    }
}

/// The outcome of an entry that somebody waits for.
#[derive(Debug)]
pub(crate) enum Outcome {
    Sent(Box<FeedPost>),
    /// A refusal by the server; the entry is left for its author.
    Refused(CommandError),
    /// A delay, of which it is not known how long it takes.
    Waiting,
}
