//! Posts as the window shows them.

use chrono::{DateTime, Utc};
use hearth_api::{Post, PostDetail, PostOut, UserOut};
use hearth_client as client;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::status::Account;

/// A post, and what it is to the reader.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub(crate) struct FeedPost {
    pub(crate) id: i32,
    pub(crate) title: String,
    content: String,
    published: bool,
    /// RFC 3339.
    created_at: DateTime<Utc>,
    author: Account,
    /// null: the server did not say; keep what is shown.
    votes: Option<i64>,
    /// null: this server does not tell whether the reader voted.
    voted: Option<bool>,
    mine: bool,
}

impl FeedPost {
    /// From the answer to writing a post, which says nothing of votes.
    pub(crate) fn written(post: Post, reader: i32) -> Self {
        let Post { id, title, content, published, created_at, owner, .. } = post;
        let UserOut { id: author, email, .. } = owner;
        Self {
            id,
            title,
            content,
            published,
            created_at,
            author: Account { id: author, email },
            votes: None,
            voted: None,
            mine: author == reader,
        }
    }

    /// From the answer to reading one post; a deployment without additions leaves out the votes.
    pub(crate) fn detailed(detail: PostDetail, reader: i32) -> Self {
        Self { votes: detail.vote, voted: detail.voted, ..Self::written(detail.post, reader) }
    }

    /// Takes what another answer tells of the same post, which may say nothing of votes.
    pub(crate) fn amend(&mut self, other: &Self) {
        *self = Self { votes: other.votes.or(self.votes), voted: other.voted.or(self.voted), ..other.clone() };
    }

    /// Shows a vote as cast that the server does not have yet.
    pub(crate) fn count_waiting_vote(&mut self, up: bool) {
        let step = match (self.voted, up) {
            (Some(voted), up) if voted == up => 0,
            // Whether the number counts it is not known.
            (None, false) => 0,
            (_, true) => 1,
            (_, false) => -1,
        };
        self.votes = self.votes.map(|votes| votes + step);
        self.voted = Some(up);
    }

    fn listed(entry: PostOut, reader: i32) -> Self {
        Self { votes: Some(entry.vote), voted: entry.voted, ..Self::written(entry.post, reader) }
    }
}

/// A page of the feed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub(crate) struct FeedPage {
    pub(crate) posts: Vec<FeedPost>,
    /// Opaque: hand it back as `page` to load more; null at the end.
    pub(crate) next: Option<String>,
    /// False where the server does not promise the view's order.
    ordered: bool,
    /// When the server said so, where it is away now and this is what was loaded then; RFC 3339.
    pub(crate) as_of: Option<DateTime<Utc>>,
}

impl FeedPage {
    pub(crate) fn new(page: client::FeedPage, reader: i32) -> Self {
        let posts = page.posts.into_iter().map(|entry| FeedPost::listed(entry, reader));
        // Some deployments list other people's drafts. They were not meant for this reader.
        let posts = posts.filter(|post| post.published || post.mine).collect();
        Self { posts, next: page.next.map(|next| next.to_string()), ordered: page.ordered, as_of: None }
    }
}

/// What became of a vote.
#[derive(Debug, Serialize, TS)]
pub(crate) struct VoteOutcome {
    pub(crate) voted: bool,
    /// False where the server had it so already, e.g. from another window.
    pub(crate) changed: bool,
}
