//! The lists of posts: the feed in its orders, a user's posts, the caller's drafts. All of them a page at a time.

mod cursor;
mod select;

use axum::{Json, extract::State, http::HeaderMap};
use hearth_api::PostOut;

use self::cursor::{Cursor, Sort};
use super::{page::Page, row::PostRow, users};
use crate::{
    App,
    error::{Error, Result},
    extract::{Caller, Id, Query},
    openapi::{HTTPError, Paging, PostPage, Searching, Sorting},
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

    async fn answer(self, app: &App, caller: Caller, path: &str, mut rows: Vec<PostRow>) -> Answer {
        if rows.is_empty() {
            caller.must_exist(app).await?;
        }
        let next = self.page.cut(&mut rows).map(|last| Cursor::behind(self.sort, last).write());
        let sort = if self.sort == Sort::New { "" } else { self.sort.name() };
        let headers = self.page.link(path, next, &[("sort", sort), ("search", &self.search)])?;
        Ok((headers, Json(rows.into_iter().map(Into::into).collect())))
    }
}

type Answer = Result<(HeaderMap, Json<Vec<PostOut>>)>;

/// The feed
#[utoipa::path(
    get,
    path = "/posts",
    operation_id = "list_posts",
    tag = "Posts",
    params(Sorting, Searching, Paging),
    responses(PostPage, Caller, Query, Error,)
)]
pub(super) async fn list(State(app): State<App>, caller: Caller, mut query: Query) -> Answer {
    let sort = Sort::read(&mut query);
    let selection = Selection::read(query, sort, app.config.page_max)?;
    let rows = select::feed(&app, caller, &selection).await?;
    selection.answer(&app, caller, "/posts/", rows).await
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
