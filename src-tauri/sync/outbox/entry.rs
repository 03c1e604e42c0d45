//! Outbox entries and their states: waiting, sent, refused.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::{CommandError, ErrorCode},
    model::{FeedPost, PostInput},
};

/// What waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Item {
    Post {
        title: String,
        content: String,
        published: bool,
        /// Why the server does not take it; it is then the author's turn.
        refused: Option<ErrorCode>,
    },
    Vote {
        post: i32,
        up: bool,
    },
}

/// Something that waits, and since when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Also the key under which a post is sent.
    pub(crate) id: String,
    pub(crate) since: DateTime<Utc>,
    /// When it was tried first, if that may have worked.
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

    /// The post that it is.
    pub(super) fn post(&self) -> Option<PostInput> {
        let Item::Post { title, content, published, .. } = &self.item else { return None };
        Some(PostInput { title: title.clone(), content: content.clone(), published: *published })
    }

    /// The post on which it is a vote.
    pub(crate) fn voted_on(&self) -> Option<i32> {
        let Item::Vote { post, .. } = self.item else { return None };
        Some(post)
    }

    /// About how much room it takes.
    pub(super) fn bytes(&self) -> usize {
        match &self.item {
            Item::Post { title, content, .. } => title.len() + content.len(),
            Item::Vote { .. } => 0,
        }
    }
}

/// What becomes of an entry that somebody waits for.
#[derive(Debug)]
pub(crate) enum Outcome {
    Sent(Box<FeedPost>),
    /// The server will not have it; its entry is left for its author.
    Refused(CommandError),
    /// It is not known when it can be sent.
    Waiting,
}
