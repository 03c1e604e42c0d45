//! Collects the posts of an account from a server that may be wrong or hostile: pages, bytes and time are bounded, and each
//! page has to lead on.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use hearth_api::PostOut;
use hearth_client::{Client, FeedQuery, View};
use serde::Serialize;
use tokio::time::timeout;

use crate::model::Features;

const PAGE: usize = 100;

/// Bounds how many pages of a list are read: a server without lists of one person's posts is read as a whole.
const PAGES_MAX: usize = 20_000;

/// Bounds how many pages in a row may hold nothing but what was on others: posts move while a list is read.
const REPEATED_MAX: usize = 3;

/// Bounds the texts that are kept, in bytes. The message `error-export-too-large` says it.
const BYTES_MAX: usize = 256 * 1024 * 1024;

/// Time limit for all of it.
const TIME_MAX: Duration = Duration::from_hours(1);

/// A post as it is exported.
#[derive(Serialize)]
pub(super) struct ExportedPost {
    pub(super) id: i32,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) published: bool,
    pub(super) created_at: DateTime<Utc>,
    pub(super) votes: i64,
}

impl From<PostOut> for ExportedPost {
    fn from(PostOut { post, vote, .. }: PostOut) -> Self {
        let hearth_api::Post { id, title, content, published, created_at, .. } = post;
        Self { id, title, content, published, created_at, votes: vote }
    }
}

/// Error of collecting posts.
#[derive(Debug)]
pub(super) enum CollectError {
    Client(hearth_client::Error),
    /// Lists that come to no end: they repeat themselves, or are longer than any, or take longer.
    Endless,
    /// More text than an export holds.
    TooLarge,
}

impl From<hearth_client::Error> for CollectError {
    fn from(error: hearth_client::Error) -> Self {
        Self::Client(error)
    }
}

/// The posts of an account so far.
struct Collection {
    author: i32,
    posts: Vec<ExportedPost>,
    bytes: usize,
    /// The posts of anybody that were read.
    seen: HashSet<i32>,
}

/// Collects all posts of an account, the oldest first.
pub(super) async fn collect(
    client: &Client,
    author: i32,
    features: Features,
) -> Result<Vec<ExportedPost>, CollectError> {
    let views: &[View] =
        if features.user_posts && features.drafts { &[View::Of(author), View::Drafts] } else { &[View::New] };
    let mut collection = Collection { author, posts: Vec::new(), bytes: 0, seen: HashSet::new() };
    let reading = async {
        for view in views {
            collection.read(client, *view).await?;
        }
        Ok::<(), CollectError>(())
    };
    timeout(TIME_MAX, reading).await.unwrap_or(Err(CollectError::Endless))?;
    collection.posts.sort_by_key(|post| post.id);
    Ok(collection.posts)
}

impl Collection {
    /// Reads a list to its end.
    async fn read(&mut self, client: &Client, view: View) -> Result<(), CollectError> {
        let query = FeedQuery { view, limit: PAGE, ..FeedQuery::default() };
        let (mut next, mut repeated) = (None, 0);
        for _ in 0..PAGES_MAX {
            let page = client.feed(&query, next.as_ref()).await?;
            repeated = if self.take(page.posts)? { 0 } else { repeated + 1 };
            // A page that leads to itself never ends.
            if repeated > REPEATED_MAX || (page.next.is_some() && page.next == next) {
                return Err(CollectError::Endless);
            }
            next = page.next;
            if next.is_none() {
                return Ok(());
            }
        }
        Err(CollectError::Endless)
    }

    /// Keeps the author's posts of a page; returns whether there was one of anybody that was not read before.
    fn take(&mut self, page: Vec<PostOut>) -> Result<bool, CollectError> {
        let mut is_new = false;
        for entry in page {
            if !self.seen.insert(entry.post.id) {
                continue;
            }
            is_new = true;
            if entry.post.owner.id == self.author {
                self.bytes += entry.post.title.len() + entry.post.content.len();
                self.posts.push(entry.into());
            }
            if self.bytes > BYTES_MAX {
                return Err(CollectError::TooLarge);
            }
        }
        Ok(is_new)
    }
}
