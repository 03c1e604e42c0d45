//! The lists of posts: the feed in its orders, a user's posts, the caller's drafts. All of them a page at a time.

mod cursor;
mod select;

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::Response,
};
use hearth_api::PostOut;

use self::cursor::{Cursor, Sort};
use super::{page::Page, row::PostRow, users};
use crate::{
    App,
    error::{Error, Result},
    extract::{Caller, Id, Query},
    openapi::{Condition, HTTPError, Paging, PostPage, Searching, Sorting, Unchanged},
    sheets::{Drafts, Seen, Sheet},
};

/// Which posts are asked for.
struct Selection {
    page: Page,
    sort: Sort,
    search: String,
    after: Cursor,
}

impl Selection {
    fn read(mut query: Query, sort: Sort, page_max: i64) -> Result<Self> {
        let page = Page::read(&mut query, page_max);
        let search = query.text("search").unwrap_or_default();
        let after = query.cursor(|text| Cursor::read(sort, text)).unwrap_or_else(|| Cursor::start(sort));
        query.finish()?;
        Ok(Self { page, sort, search, after })
    }

    /// The searched text as a pattern of `LIKE`.
    fn pattern(&self) -> String {
        format!("%{}%", self.search.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_"))
    }

    /// The searched text where it is too short for trigrams. Letters that become two in lower case are none of the index's.
    fn letters(&self) -> Option<&str> {
        let short = matches!(self.search.chars().count(), 1..=2);
        let plain = self.search.chars().all(|letter| letter.to_lowercase().count() == 1);
        (short && plain).then_some(&self.search)
    }

    async fn answer(self, app: &App, caller: Caller, path: &str, mut rows: Vec<PostRow>) -> Answer {
        if rows.is_empty() {
            caller.must_exist(app).await?;
        }
        let headers = self.cut(path, &mut rows)?;
        Ok((headers, Json(rows.into_iter().map(Into::into).collect())))
    }

    /// Leaves what is on the page, and leads to the next one.
    fn cut(&self, path: &str, rows: &mut Vec<PostRow>) -> Result<HeaderMap> {
        let next = self.page.cut(rows).map(|last| Cursor::behind(self.sort, last).write());
        let sort = if self.sort == Sort::New { "" } else { self.sort.name() };
        self.page.link(path, next, &[("sort", sort), ("search", &self.search)])
    }

    /// What tells one page of the feed from another.
    fn key(&self) -> String {
        let Self { page, search, after, .. } = self;
        format!("{} {} {} {search}", after.write(), page.rows(), page.skip)
    }

    /// The page without what is the caller's own; and whether it is everybody's, with no draft on it nor in front of it.
    /// `connections` is how many there were before it was read.
    fn sheet(&self, mut rows: Vec<PostRow>, connections: u64) -> Result<(Sheet, bool)> {
        let everybodys = self.page.skip == 0 && rows.iter().all(|row| row.published);
        let link = self.cut(FEED, &mut rows)?.remove(header::LINK);
        let drafts = match rows.last() {
            _ if self.sort != Sort::New => Drafts::None,
            Some(last) if link.is_some() => Drafts::NewerThan(Some((last.created_at, last.id))),
            _ => Drafts::NewerThan(None),
        };
        let snapshot = rows.first().map(|row| row.seen.clone());
        let everybodys = everybodys && snapshot.is_some();
        let seen = Seen { snapshot: snapshot.unwrap_or_default(), connections };
        let entries = rows.into_iter().map(Into::into).collect();
        Ok((Sheet::new(entries, link, seen, drafts)?, everybodys))
    }
}

/// Where the feed is.
const FEED: &str = "/posts/";

type Answer = Result<(HeaderMap, Json<Vec<PostOut>>)>;

/// The feed
#[utoipa::path(
    get,
    path = "/posts",
    operation_id = "list_posts",
    tag = "Posts",
    params(Sorting, Searching, Paging, Condition),
    responses(PostPage, Unchanged, Caller, Query, Error,)
)]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response> {
    let sort = Sort::read(&mut query);
    let selection = Selection::read(query, sort, app.config.page_max)?;
    let key = selection.key();
    if let Some((sheet, voted)) = app.sheets.find(&app.db, caller, &key).await? {
        return Ok(sheet.answer(&voted, &headers));
    }
    let connections = app.db.connections_made();
    let rows = select::feed(&app, caller, &selection).await?;
    if rows.is_empty() {
        caller.must_exist(&app).await?;
    }
    let voted: Vec<i32> = rows.iter().filter(|row| row.voted).map(|row| row.id).collect();
    let (sheet, everybodys) = selection.sheet(rows, connections)?;
    let sheet = Arc::new(sheet);
    if everybodys {
        app.sheets.keep(key, Arc::clone(&sheet));
    }
    Ok(sheet.answer(&voted, &headers))
}

/// A user's published posts, the newest first
#[utoipa::path(
    get,
    path = "/users/{id}/posts",
    operation_id = "list_posts_of_user",
    tag = "Posts",
    params(("id" = i32, Path, description = "The user's id."), Searching, Paging),
    responses(
        PostPage,
        (status = 404, body = HTTPError, description = "User with id: {id} does not exists"),
        Caller,
        Id,
        Query,
        Error,
    ),
)]
pub(super) async fn of_user(State(app): State<App>, caller: Caller, Id(id): Id, query: Query) -> Answer {
    let selection = Selection::read(query, Sort::New, app.config.page_max)?;
    let rows = select::of_owner(&app, caller, id, true, &selection).await?;
    if rows.is_empty() {
        users::find(&app, id).await?;
    }
    selection.answer(&app, caller, &format!("/users/{id}/posts"), rows).await
}

/// The caller's drafts, the newest first
#[utoipa::path(
    get,
    path = "/me/drafts",
    operation_id = "list_drafts",
    tag = "Account",
    params(Searching, Paging),
    responses(PostPage, Caller, Query, Error,)
)]
pub(super) async fn drafts(State(app): State<App>, caller: Caller, query: Query) -> Answer {
    let selection = Selection::read(query, Sort::New, app.config.page_max)?;
    let rows = select::of_owner(&app, caller, caller.id, false, &selection).await?;
    selection.answer(&app, caller, "/me/drafts", rows).await
}
