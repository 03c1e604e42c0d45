//! Caches pages of the feed as everybody sees them, in JSON, and validates each against a snapshot before it is used.
//!
//! A page is cached with the snapshot of the statement that read it: which transactions were over (`pg_current_snapshot`).
//! Where another statement has the same snapshot, nothing was written since, by whichever server or program; so what was
//! read then is what would be read now. No page is used without asking.
//!
//! Where users' addresses are hidden from others, they are hidden in what is cached, and a reader's own is put back. Posts of people
//! whom a reader has muted or blocked are on the page, and are left out for that reader.
//!
//! After a crash PostgreSQL gives numbers of transactions a second time whose end was not on the disk. So the other
//! statement has to run on a connection that was there before the page was read: that one has seen no crash.
//!
//! A standby that was promoted gives numbers anew, too, that the primary before it has given: what was not replicated is not
//! there, and the same snapshot stands for other rows. The primary before it may even go on answering. The two are reached by
//! different connections, and from the moment at which one leads to another server none of an earlier one is used
//! ([`Primary`](super::hosts)). So it is enough that no connection was made in between: both statements ran on one server.
//! A connection to a standby outlives its promotion, and so may a page: what the standby had seen is still there, and the
//! promotion ends what it had seen begin.
//!
//! Where a pooler gives each transaction another session, connections outlive a crash, and no page is kept.
//!
//! What runs while a standby reads is not in the text of its snapshot, which is then the same before and after one of several
//! transactions ends. Such a snapshot proves nothing, and its page is not kept. One of a primary always names at least the
//! oldest transaction that runs.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use axum::http::{HeaderMap, HeaderValue};
use chrono::{DateTime, Utc};
use hearth_api::PostOut;
use moka::sync::Cache;
use serde_json::json;

use super::{
    Pool,
    caller::{Caller, caller_query},
    posts::{Cursor, PostRow},
};
use crate::{
    domain::{EmailVisibility, estimated_length, hidden},
    error::{Error, Result},
    http::etag,
};

/// Bounds what all pages together take, in bytes.
const BYTES_MAX: u64 = 8 * 1024 * 1024;

/// Caches pages by what is asked for.
#[derive(Clone)]
pub(crate) struct FeedCache {
    /// None where nothing is cached.
    pages: Option<Cache<String, Arc<CachedPage>>>,
    counts: Arc<Counts>,
}

/// Counts what pages are asked for.
#[derive(Default)]
struct Counts {
    hits: AtomicU64,
    misses: AtomicU64,
}

/// What the cache holds, and what it was good for.
pub(crate) struct FeedCacheFigures {
    /// The pages that were cached and still true.
    pub(crate) hits: u64,
    /// The pages that had to be read.
    pub(crate) misses: u64,
    /// The pages that are cached.
    pub(crate) pages: u64,
    /// What they take, in bytes.
    pub(crate) bytes: u64,
}

/// A page without what differs from reader to reader.
pub(crate) struct CachedPage {
    posts: Vec<i32>,
    /// The author of each.
    authors: Vec<i32>,
    /// The JSON of the posts, one behind the other, each up to whether the reader votes for it.
    json: Vec<u8>,
    /// The end of each of them in `json`.
    ends: Vec<usize>,
    /// Where in `json` a hidden address stands for that of each author; empty where addresses are public.
    addresses: Vec<Range<usize>>,
    /// The position at which the next page begins; none where this is the last one.
    next: Option<Cursor>,
    /// What leads to the next page, and how many posts a search finds.
    headers: HeaderMap,
    digest: u128,
    snapshot: Snapshot,
    drafts: Drafts,
}

/// The state of the database that a page was read from.
#[derive(PartialEq, Eq)]
pub(crate) struct Snapshot {
    /// The text that `pg_current_snapshot` returns.
    pub(crate) transactions: String,
    /// The number of connections made before.
    pub(crate) connections: u64,
}

/// The drafts of a reader's own that would make it another page.
#[derive(Clone, Copy)]
pub(crate) enum Drafts {
    None,
    /// The drafts that are newer than this position; or all.
    NewerThan(Option<(DateTime<Utc>, i32)>),
}

impl Snapshot {
    /// Returns whether the text tells all transactions that ran.
    pub(crate) fn is_complete(&self) -> bool {
        let mut parts = self.transactions.split(':');
        let (oldest, next, running) = (parts.next(), parts.next(), parts.next());
        oldest.is_some() && (oldest == next || running.is_some_and(|running| !running.is_empty()))
    }
}

/// What differs from reader to reader.
pub(crate) struct Reader {
    id: i32,
    /// The reader's address, where it is needed.
    email: String,
    /// The posts that the reader votes for, among those on a page.
    voted: Vec<i32>,
    /// The people whom the reader has muted or blocked; among the authors of a page at least.
    hidden: Vec<i32>,
}

/// What one reader is to a post.
#[derive(Clone, Copy)]
pub(crate) struct Flags {
    voted: bool,
    /// True where it is left out for the reader.
    hidden: bool,
    /// True where the reader's own address is put back.
    own: bool,
}

/// The state of the database that a kept page is compared with.
struct Validation {
    seen: String,
    email: Option<String>,
    drafts: bool,
    voted: Vec<i32>,
    hidden: Vec<i32>,
}

impl FeedCache {
    /// Caches pages of a database; none where its connections do not tell of a crash.
    pub(crate) fn of(db: &Pool) -> Self {
        let bytes =
            |key: &String, page: &Arc<CachedPage>| u32::try_from(key.len() + page.json.len()).unwrap_or(u32::MAX);
        let pages = || Cache::builder().max_capacity(BYTES_MAX).weigher(bytes).build();
        Self { pages: db.has_sessions().then(pages), counts: Arc::default() }
    }

    /// Caches nothing.
    pub(crate) fn none() -> Self {
        Self { pages: None, counts: Arc::default() }
    }

    pub(crate) fn insert(&self, key: String, page: Arc<CachedPage>) {
        if let Some(pages) = &self.pages {
            pages.insert(key, page);
        }
    }

    /// Finds a page that is still true for this reader, and what is the reader's own on it.
    pub(crate) async fn find(&self, db: &Pool, caller: Caller, key: &str) -> Result<Option<(Arc<CachedPage>, Reader)>> {
        let found = match self.pages.as_ref().and_then(|pages| pages.get(key)) {
            Some(page) => Self::find_valid(page, db, caller).await?,
            None => None,
        };
        let count = if found.is_some() { &self.counts.hits } else { &self.counts.misses };
        count.fetch_add(1, Relaxed);
        Ok(found)
    }

    /// Returns what the cache holds, and what it was good for.
    pub(crate) fn figures(&self) -> FeedCacheFigures {
        FeedCacheFigures {
            hits: self.counts.hits.load(Relaxed),
            misses: self.counts.misses.load(Relaxed),
            pages: self.pages.as_ref().map_or(0, Cache::entry_count),
            bytes: self.pages.as_ref().map_or(0, Cache::weighted_size),
        }
    }

    async fn find_valid(page: Arc<CachedPage>, db: &Pool, caller: Caller) -> Result<Option<(Arc<CachedPage>, Reader)>> {
        let Validation { seen, email, drafts, voted, hidden } = page.validate(db, caller).await?;
        let Some(email) = email else { return Err(Error::BAD_TOKEN) };
        let snapshot = Snapshot { transactions: seen, connections: db.connections_made() };
        let reader = Reader { id: caller.unchecked_id(), email, voted, hidden };
        Ok((snapshot == page.snapshot && !drafts).then_some((page, reader)))
    }
}

impl Reader {
    /// Describes who reads these posts.
    pub(crate) fn of(rows: &[PostRow], caller: Caller) -> Self {
        let id = caller.unchecked_id();
        Self {
            id,
            email: rows.iter().find(|row| row.owner_id == id).map(|row| row.owner_email.clone()).unwrap_or_default(),
            voted: rows.iter().filter(|row| row.voted).map(|row| row.id).collect(),
            hidden: rows.iter().filter(|row| row.hidden).map(|row| row.owner_id).collect(),
        }
    }
}

impl CachedPage {
    /// Writes a page in JSON. `snapshot` is that of the statement that read it.
    pub(crate) fn new(
        entries: Vec<PostOut>,
        headers: HeaderMap,
        next: Option<Cursor>,
        snapshot: Snapshot,
        drafts: Drafts,
        emails: EmailVisibility,
    ) -> Result<Self> {
        let (mut json, mut ends) = (Vec::with_capacity(estimated_length(&entries)), Vec::with_capacity(entries.len()));
        let mut addresses = Vec::new();
        let posts = entries.iter().map(|entry| entry.post.id).collect();
        let authors = entries.iter().map(|entry| entry.post.owner.id).collect();
        for mut entry in entries {
            emails.apply(&mut entry.post.owner, None);
            let (begin, author) = (json.len(), entry.post.owner.id);
            serde_json::to_writer(&mut json, &PostOut { voted: None, ..entry }).map_err(Error::internal)?;
            if emails == EmailVisibility::Own {
                addresses.push(find_hidden(&json, begin, author)?);
            }
            // It goes on, instead of its brace, with what is the reader's own.
            json.truncate(json.len() - 1);
            json.extend_from_slice(br#","voted":"#);
            ends.push(json.len());
        }
        let digest = etag::digest([json.as_slice()].into_iter().chain(headers.values().map(HeaderValue::as_bytes)));
        Ok(Self { posts, authors, json, ends, addresses, next, headers, digest, snapshot, drafts })
    }

    /// Tells for each post what the reader is to it.
    pub(crate) fn flags(&self, reader: &Reader) -> Vec<Flags> {
        let flags = |(post, author): (&i32, &i32)| Flags {
            voted: reader.voted.contains(post),
            hidden: reader.hidden.contains(author),
            own: !self.addresses.is_empty() && *author == reader.id,
        };
        self.posts.iter().zip(&self.authors).map(flags).collect()
    }

    /// Returns where the next page begins, if there is one and this one has nothing for a reader.
    pub(crate) fn next_if_hidden(&self, flags: &[Flags]) -> Option<Cursor> {
        self.next.filter(|_| flags.iter().all(|flags| flags.hidden))
    }

    /// Returns the headers of the page.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the entity tag of the page for this reader.
    pub(crate) fn tag(&self, flags: &[Flags]) -> String {
        let letter = |flags: &Flags| match flags {
            Flags { hidden: true, .. } => 'h',
            Flags { voted: true, own: false, .. } => 'v',
            Flags { voted: false, own: false, .. } => '-',
            Flags { voted: true, own: true, .. } => 'V',
            Flags { voted: false, own: true, .. } => '_',
        };
        let letters: String = flags.iter().map(letter).collect();
        format!("{:x}{letters}", self.digest)
    }

    /// Returns the JSON of the page for this reader.
    pub(crate) fn body(&self, flags: &[Flags], reader: &Reader) -> Vec<u8> {
        let mut body = Vec::with_capacity(self.json.len() + 8 * flags.len() + 2);
        body.push(b'[');
        let mut begin = 0;
        for (index, (end, Flags { voted, hidden, own })) in self.ends.iter().zip(flags).enumerate() {
            let mut from = std::mem::replace(&mut begin, *end);
            if *hidden {
                continue;
            }
            if body.len() > 1 {
                body.push(b',');
            }
            if let Some(address) = self.addresses.get(index).filter(|_| *own) {
                body.extend_from_slice(&self.json[from..address.start]);
                body.extend_from_slice(json!(reader.email).to_string().as_bytes());
                from = address.end;
            }
            body.extend_from_slice(&self.json[from..*end]);
            body.extend_from_slice(if *voted { b"true}" } else { b"false}" });
        }
        body.push(b']');
        body
    }

    /// Asks the database whether the page is still true for this caller.
    async fn validate(&self, db: &Pool, caller: Caller) -> sqlx::Result<Validation> {
        let (with_drafts, end) = match self.drafts {
            Drafts::None => (false, None),
            Drafts::NewerThan(end) => (true, end),
        };
        let (end, end_id) = end.unzip();
        let validation = caller_query!(
            query_as<Validation>,
            caller,
            r#"
            SELECT pg_current_snapshot()::TEXT AS "seen!",
                   (SELECT email FROM users WHERE "# [users] r#") AS "email?",
                   $5 AND EXISTS (
                       SELECT FROM posts
                       WHERE owner_id = $1 AND NOT published AND ($6::TIMESTAMPTZ IS NULL OR (created_at, id) > ($6, $7))
                   ) AS "drafts!",
                   ARRAY(SELECT post_id FROM votes WHERE user_id = $1 AND post_id = ANY($4)) AS "voted!",
                   ARRAY(SELECT other_id FROM hearth_blocks WHERE user_id = $1) AS "hidden!"
            "#,
            &self.posts,
            with_drafts,
            end,
            end_id,
        );
        validation.fetch_one(db).await
    }
}

/// Finds where the hidden address of an author stands, as JSON, in the post that begins here. In a title or a content the quotes
/// of the field's name would be escaped.
fn find_hidden(json: &[u8], begin: usize, author: i32) -> Result<Range<usize>> {
    const NAME: &str = r#""email":"#;
    let field = format!("{NAME}{}", json!(hidden(author)));
    let found = json[begin..].windows(field.len()).rposition(|window| window == field.as_bytes());
    let at = begin + found.ok_or_else(|| Error::internal("a post has no author"))?;
    Ok(at + NAME.len()..at + field.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_of_a_standby_may_be_incomplete() {
        let is_complete = |text: &str| Snapshot { transactions: text.to_owned(), connections: 0 }.is_complete();
        assert!(is_complete("13:13:") && is_complete("10:13:10,11"));
        assert!(!is_complete("10:13:") && !is_complete(""));
    }
}
