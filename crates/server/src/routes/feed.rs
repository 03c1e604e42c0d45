//! `GET /posts/`: the feed, a page at a time.
//!
//! A page says where the next one begins, in a `Link` header (RFC 8288): behind its last post, wherever
//! that stands by then, so that posts which come and go meanwhile make it neither repeat nor skip.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
};
use chrono::{DateTime, Utc};
use hearth_api::PostOut;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::posts::PostRow;
use crate::{
    App,
    error::{Error, Result},
    extract::{CurrentUser, Query},
};

const DEFAULT_LIMIT: i64 = 10;

/// Which page is asked for.
struct Page {
    limit: i64,
    skip: i64,
    search: String,
    after: Cursor,
}

/// The post that a page begins behind, by its place in the order.
#[derive(Clone, Copy)]
struct Cursor {
    created_at: DateTime<Utc>,
    id: i32,
}

impl Cursor {
    /// Before every post.
    const START: Self = Self { created_at: DateTime::<Utc>::MAX_UTC, id: i32::MAX };

    fn read(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('-')?;
        let micros = i64::from_str_radix(micros, 16).ok()?;
        Some(Self { created_at: DateTime::from_timestamp_micros(micros)?, id: id.parse().ok()? })
    }

    fn write(self) -> String {
        format!("{:x}-{}", self.created_at.timestamp_micros(), self.id)
    }
}

impl Page {
    fn read(mut query: Query, page_max: i64) -> Result<Self> {
        let any = 1..=i64::MAX;
        let limit = query.integer("limit", &any).or_else(|| query.integer("Limit", &any));
        let skip = query.integer("skip", &(0..=i64::MAX));
        let search = query.text("search").unwrap_or_default();
        let after = match query.text("after") {
            Some(text) => Cursor::read(&text).unwrap_or_else(|| {
                query.reject("after", "Value error, this is not a cursor that a Link header gave");
                Cursor::START
            }),
            None => Cursor::START,
        };
        query.finish()?;
        let limit = limit.unwrap_or(DEFAULT_LIMIT).min(page_max);
        Ok(Self { limit, skip: skip.unwrap_or(0), search, after })
    }

    /// The address of the page behind this post.
    fn next(&self, last: &PostRow) -> Result<HeaderValue> {
        let after = Cursor { created_at: last.created_at, id: last.id }.write();
        let search = match self.search.as_str() {
            "" => String::new(),
            search => format!("&search={}", utf8_percent_encode(search, NON_ALPHANUMERIC)),
        };
        let link = format!("</posts/?limit={}&after={after}{search}>; rel=\"next\"", self.limit);
        HeaderValue::try_from(link).map_err(Error::internal)
    }
}

/// `GET /posts/`
pub(super) async fn list(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    query: Query,
) -> Result<(HeaderMap, Json<Vec<PostOut>>)> {
    let page = Page::read(query, app.config.page_max)?;
    // One more than asked: whether there is a next page.
    let mut rows = select(&app, me.id, &page).await?;
    let mut headers = HeaderMap::new();
    if i64::try_from(rows.len()).is_ok_and(|rows| rows > page.limit) {
        rows.pop();
        if let Some(last) = rows.last() {
            headers.insert(header::LINK, page.next(last)?);
        }
    }
    Ok((headers, Json(rows.into_iter().map(Into::into).collect())))
}

async fn select(app: &App, me: i32, page: &Page) -> Result<Vec<PostRow>> {
    let pattern = format!("%{}%", escape(&page.search));
    let rows = sqlx::query_as!(
        PostRow,
        r#"
        SELECT p.id, p.title, p.content, p.published, p.created_at, p.vote_count, p.owner_id,
               u.email AS owner_email, u.created_at AS owner_created_at,
               EXISTS (SELECT FROM votes v WHERE v.user_id = $1 AND v.post_id = p.id) AS "voted!"
        FROM posts p JOIN users u ON u.id = p.owner_id
        WHERE (p.published OR p.owner_id = $1) AND (p.created_at, p.id) < ($2, $3) AND p.title ILIKE $4
        ORDER BY p.created_at DESC, p.id DESC
        LIMIT $5 OFFSET $6
        "#,
        me,
        page.after.created_at,
        page.after.id,
        pattern,
        page.limit + 1,
        page.skip,
    );
    Ok(rows.fetch_all(&app.db).await?)
}

/// A literal text as a pattern of `LIKE`.
fn escape(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}
