//! Pages of the feed as everybody sees them, written out once for all who read them.
//!
//! Each is kept with what PostgreSQL saw when it was read: which transactions were over (`pg_current_snapshot`). Where another
//! statement sees the same, nothing has come to be since, whichever server or program writes; so what was read then is
//! what would be read now. No page is shown without asking.
//!
//! After a crash PostgreSQL gives numbers of transactions a second time whose end was not on the disk. So the other statement has
//! to run on a connection that was there before the page was read: that one has seen no crash.

use std::sync::Arc;

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use chrono::{DateTime, Utc};
use hearth_api::PostOut;
use moka::sync::Cache;

use crate::{
    database::Pool,
    error::{Error, Result},
    etag,
    extract::Caller,
};

/// All pages together take at most so many bytes.
const BYTES_MAX: u64 = 8 * 1024 * 1024;

/// What a post takes beside its texts, roughly.
const ENTRY_BYTES: usize = 320;

/// Pages by what is asked for.
#[derive(Clone)]
pub(crate) struct Sheets(Cache<String, Arc<Sheet>>);

/// A page, without what differs from reader to reader.
pub(crate) struct Sheet {
    posts: Vec<i32>,
    /// The JSON of the posts, one behind the other, each up to whether the reader votes for it.
    json: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
    link: Option<HeaderValue>,
    digest: u128,
    seen: Seen,
    drafts: Drafts,
}

/// What there was to see when a page was read.
#[derive(PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) snapshot: String,
    /// How many connections there had been before.
    pub(crate) connections: u64,
}

/// Which drafts of a reader's own make it another page.
#[derive(Clone, Copy)]
pub(crate) enum Drafts {
    None,
    /// Those that are newer than this place; or all.
    NewerThan(Option<(DateTime<Utc>, i32)>),
}

/// What the database tells a reader of a page.
struct Glance {
    seen: String,
    known: bool,
    drafts: bool,
    voted: Vec<i32>,
}

impl Sheets {
    pub(crate) fn new() -> Self {
        let bytes = |key: &String, sheet: &Arc<Sheet>| u32::try_from(key.len() + sheet.json.len()).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(BYTES_MAX).weigher(bytes).build())
    }

    /// Keeps a page for others.
    pub(crate) fn keep(&self, key: String, sheet: Arc<Sheet>) {
        self.0.insert(key, sheet);
    }

    /// A page that is still true for this reader, and the posts on it that the reader votes for.
    pub(crate) async fn find(&self, db: &Pool, caller: Caller, key: &str) -> Result<Option<(Arc<Sheet>, Vec<i32>)>> {
        let Some(sheet) = self.0.get(key) else { return Ok(None) };
        let Glance { seen, known, drafts, voted } = sheet.glance(db, caller).await?;
        if !known {
            return Err(Error::BAD_TOKEN);
        }
        let seen = Seen { snapshot: seen, connections: db.connections_made() };
        Ok((seen == sheet.seen && !drafts).then_some((sheet, voted)))
    }
}

impl Sheet {
    /// Writes a page out. `seen` is what the statement saw that read it.
    pub(crate) fn new(entries: Vec<PostOut>, link: Option<HeaderValue>, seen: Seen, drafts: Drafts) -> Result<Self> {
        let bytes = entries.iter().map(|entry| ENTRY_BYTES + entry.post.title.len() + entry.post.content.len()).sum();
        let (mut json, mut ends) = (Vec::with_capacity(bytes), Vec::with_capacity(entries.len()));
        let posts = entries.iter().map(|entry| entry.post.id).collect();
        for entry in entries {
            serde_json::to_writer(&mut json, &PostOut { voted: None, ..entry }).map_err(Error::internal)?;
            // It goes on, instead of its brace, with what is the reader's own.
            json.truncate(json.len() - 1);
            json.extend_from_slice(br#","voted":"#);
            ends.push(json.len());
        }
        let digest = etag::digest([json.as_slice(), link.as_ref().map_or(b"", |link| link.as_bytes())]);
        Ok(Self { posts, json, ends, link, digest, seen, drafts })
    }

    /// The page for a reader who votes for these posts.
    pub(crate) fn answer(&self, voted: &[i32], request: &HeaderMap) -> Response {
        let voted: Vec<bool> = self.posts.iter().map(|post| voted.contains(post)).collect();
        let headers = self.link.clone().map(|link| (header::LINK, link)).into_iter().collect();
        etag::answer(request, &self.tag(&voted), headers, || self.body(&voted))
    }

    fn tag(&self, voted: &[bool]) -> String {
        let letters: String = voted.iter().map(|voted| if *voted { 'v' } else { '-' }).collect();
        format!("{:x}{letters}", self.digest)
    }

    fn body(&self, voted: &[bool]) -> Vec<u8> {
        let mut body = Vec::with_capacity(self.json.len() + 8 * voted.len() + 2);
        body.push(b'[');
        let mut begin = 0;
        for (end, voted) in self.ends.iter().zip(voted) {
            if begin > 0 {
                body.push(b',');
            }
            body.extend_from_slice(&self.json[begin..*end]);
            body.extend_from_slice(if *voted { b"true}" } else { b"false}" });
            begin = *end;
        }
        body.push(b']');
        body
    }

    async fn glance(&self, db: &Pool, caller: Caller) -> sqlx::Result<Glance> {
        let (look, end) = match self.drafts {
            Drafts::None => (false, None),
            Drafts::NewerThan(end) => (true, end),
        };
        let (end, end_id) = end.unzip();
        let glance = sqlx::query_as!(
            Glance,
            r#"
            SELECT pg_current_snapshot()::TEXT AS "seen!",
                   EXISTS (SELECT FROM users WHERE id = $1 AND sessions_since <= $2) AS "known!",
                   $4 AND EXISTS (
                       SELECT FROM posts
                       WHERE owner_id = $1 AND NOT published AND ($5::TIMESTAMPTZ IS NULL OR (created_at, id) > ($5, $6))
                   ) AS "drafts!",
                   ARRAY(SELECT post_id FROM votes WHERE user_id = $1 AND post_id = ANY($3)) AS "voted!"
            "#,
            caller.id,
            caller.issued,
            &self.posts,
            look,
            end,
            end_id,
        );
        glance.fetch_one(db).await
    }
}
