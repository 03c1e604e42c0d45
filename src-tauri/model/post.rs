//! Posts as the window shows and writes them.

use chrono::{DateTime, Utc};
use hearth_api::{CreatePost, Post, PostDetail, PostOut};
use hearth_client as client;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Account;

/// A post, and what it is to the reader.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub(crate) struct FeedPost {
    pub(crate) id: i32,
    pub(crate) title: String,
    pub(crate) content: String,
    pub(crate) published: bool,
    /// RFC 3339.
    pub(crate) created_at: DateTime<Utc>,
    /// The time of the last change of the words since it was published; RFC 3339. None where there was none, and on servers
    /// that do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) edited_at: Option<DateTime<Utc>>,
    pub(crate) author: Account,
    /// null: the server did not say; keep what is shown.
    pub(crate) votes: Option<i64>,
    /// null: this server does not tell whether the reader voted.
    pub(crate) voted: Option<bool>,
    pub(crate) mine: bool,
    /// Where the words of a search are in it; only on a page that was searched for words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) found: Option<Found>,
}

/// Where the words of a search are in a post. Each text is in parts, one behind the other.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub(crate) struct Found {
    title: Vec<FoundPart>,
    /// A few words of the content around a match; empty where there is none near its beginning.
    excerpt: Vec<FoundPart>,
}

/// A part of a text that matches, or of what is between.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub(crate) struct FoundPart {
    text: String,
    is_match: bool,
}

impl From<hearth_api::Found> for Found {
    fn from(hearth_api::Found { title, excerpt }: hearth_api::Found) -> Self {
        let parts = |parts: Vec<hearth_api::FoundPart>| {
            parts.into_iter().map(|part| FoundPart { text: part.text, is_match: part.is_match }).collect()
        };
        Self { title: parts(title), excerpt: parts(excerpt) }
    }
}

impl FeedPost {
    /// Converts the answer to writing a post, which says nothing of votes.
    pub(crate) fn written(post: Post, reader: i32) -> Self {
        let Post { id, title, content, published, created_at, updated_at, owner, .. } = post;
        let author = Account::from(owner);
        Self {
            id,
            title,
            content,
            published,
            created_at,
            edited_at: updated_at,
            mine: author.id == reader,
            author,
            votes: None,
            voted: None,
            found: None,
        }
    }

    /// Converts the answer to reading one post; a deployment without additions leaves out the votes.
    pub(crate) fn detailed(detail: PostDetail, reader: i32) -> Self {
        Self { votes: detail.vote, voted: detail.voted, ..Self::written(detail.post, reader) }
    }

    /// Takes what another answer tells of the same post, which may say nothing of votes.
    pub(crate) fn amend(&mut self, other: &Self) {
        *self = Self { votes: other.votes.or(self.votes), voted: other.voted.or(self.voted), ..other.clone() };
    }

    /// Counts the reader's vote, or takes it back, unless it is so already.
    pub(crate) fn count_vote(&mut self, outcome: VoteOutcome) {
        let step = match (self.voted, outcome.voted) {
            (Some(voted), up) if voted == up => 0,
            // Whether the number counts it is not known.
            (None, false) => 0,
            (None, true) => i64::from(outcome.changed),
            (Some(_), true) => 1,
            (Some(_), false) => -1,
        };
        self.votes = self.votes.map(|votes| votes.saturating_add(step));
        self.voted = Some(outcome.voted);
    }

    /// Sets the votes of a post that was just written to none, even if the answer does not say so.
    pub(crate) fn just_written(self) -> Self {
        Self { votes: self.votes.or(Some(0)), voted: self.voted.or(Some(false)), ..self }
    }

    fn listed(entry: PostOut, reader: i32) -> Self {
        let found = entry.found.map(Into::into);
        Self { votes: Some(entry.vote), voted: entry.voted, found, ..Self::written(entry.post, reader) }
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
    /// The time of the server's answer, where the server is away now and this is from the cache; RFC 3339.
    pub(crate) as_of: Option<DateTime<Utc>>,
    /// True where the search was for words of titles and texts; false where it was for a part of the titles.
    #[serde(default)]
    pub(crate) in_texts: bool,
    /// The number of posts that the search finds; null behind the first page, and on servers that do not tell.
    #[serde(default)]
    count: Option<SearchCount>,
}

/// The number of posts that a search finds.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub(crate) struct SearchCount {
    posts: u32,
    /// True where there are more.
    more: bool,
}

impl FeedPage {
    pub(crate) fn new(page: client::FeedPage, reader: i32, in_texts: bool) -> Self {
        let posts = page.posts.into_iter().map(|entry| FeedPost::listed(entry, reader));
        // Some deployments list other people's drafts. They were not meant for this reader.
        let posts = posts.filter(|post| post.published || post.mine).collect();
        let count = page.count.map(|client::SearchCount { posts, more }| SearchCount { posts, more });
        Self {
            posts,
            next: page.next.map(|next| next.to_string()),
            ordered: page.ordered,
            as_of: None,
            in_texts,
            count,
        }
    }
}

/// The outcome of a vote.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub(crate) struct VoteOutcome {
    pub(crate) voted: bool,
    /// False where the server had it so already, e.g. from another window.
    pub(crate) changed: bool,
}

/// A post as it is written.
#[derive(Clone, Serialize, Deserialize, TS)]
pub(crate) struct PostInput {
    pub(crate) title: String,
    pub(crate) content: String,
    pub(crate) published: bool,
}

impl From<PostInput> for CreatePost {
    fn from(PostInput { title, content, published }: PostInput) -> Self {
        Self { title, content, published }
    }
}
