//! Handles the lists of posts: the feed in its orders, a user's posts, the caller's drafts. All of them a page at a time.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};

use super::{page::Page, users};
use crate::{
    auth::RateLimited,
    domain::{EmailVisibility, estimated_length, expect_much, json_length},
    error::{Error, Result},
    extract::{Id, Query},
    http::{SEARCH_COUNT, etag},
    openapi::{Condition, HTTPError, Paging, Positioned, PostPage, Searching, Sorting, Unchanged},
    seen::Seen,
    state::App,
    store::{
        CachedPage, Caller, Drafts, Reader, Snapshot, accounts,
        posts::{self, COUNTED_MAX, Cursor, PageRequest, PostRow, SearchPage, Sort},
    },
};

/// Bounds the titles and contents of a page as JSON writes them, in bytes: a control character becomes six letters.
const PAGE_JSON_MAX_BYTES: usize = 8 * 1024 * 1024;

/// Bounds the pages that are passed over for a reader who has muted or blocked whoever wrote them.
const HIDDEN_PAGES_MAX: usize = 20;

/// Selects the posts that are asked for.
#[derive(Clone)]
struct Selection {
    page: Page,
    sort: Sort,
    request: PageRequest,
}

impl Selection {
    /// Reads what a list is asked for, unless the caller has not taken large ones yet.
    fn read(app: &App, mut query: Query, sort: Sort) -> Result<Self> {
        app.in_flight.check()?;
        let page = Page::read(&mut query, app.config.page_max);
        let words = query.text("q").unwrap_or_default().trim().to_owned();
        let search = query.text("search").filter(|_| words.is_empty()).unwrap_or_default();
        let after = query.cursor(|text| Cursor::parse(sort, text));
        query.finish()?;
        let is_first = after.is_none();
        let after = after.unwrap_or_else(|| Cursor::start(sort));
        let request = PageRequest { search, words, is_first, after, rows: page.rows(), skip: page.skip };
        if request.is_deep() {
            expect_much();
        }
        Ok(Self { page, sort, request })
    }

    /// Reads the published posts, or the drafts, of a user.
    async fn of_owner(&self, app: &App, caller: Caller, owner_id: i32, published: bool) -> Result<SearchPage> {
        let Self { request, .. } = self;
        if request.words.is_empty() {
            let db = app.db_for(&request.search);
            let rows = posts::of_owner(db, caller, owner_id, published, request).await;
            return Ok(SearchPage::of(rows.map_err(|error| self.name_field(error))?));
        }
        let found = posts::search_owner(&app.searches, caller, owner_id, published, request).await;
        found.map_err(|error| self.name_field(error))
    }

    /// Reads a page of the feed.
    async fn feed(&self, app: &App, caller: Caller) -> Result<SearchPage> {
        let Self { request, .. } = self;
        if request.words.is_empty() {
            let rows = posts::feed(app.db_for(&request.search), caller, request).await;
            return Ok(SearchPage::of(rows.map_err(|error| self.name_field(error))?));
        }
        posts::search(&app.searches, caller, request).await.map_err(|error| self.name_field(error))
    }

    /// Names the field of an error: what is searched is all that a list takes of texts.
    fn name_field(&self, error: Error) -> Error {
        error.at("query", if self.request.words.is_empty() { "search" } else { "q" })
    }

    async fn respond(&self, app: &App, caller: Caller, mut found: SearchPage) -> PostList {
        if found.rows.is_empty() {
            accounts::check_session(&app.db, caller).await?;
        }
        let (headers, _) = self.cut(&mut found)?;
        let mut entries = found.entries();
        for entry in &mut entries {
            app.config.emails.apply(&mut entry.post.owner, Some(caller.unchecked_id()));
        }
        // Growing with what is written would take several times as much.
        let mut json = Vec::with_capacity(estimated_length(&entries));
        serde_json::to_writer(&mut json, &entries).map_err(Error::internal)?;
        Ok((headers, [(header::CONTENT_TYPE, "application/json")], json))
    }

    /// Responds with a page of the feed, one that is kept where it is still true.
    async fn respond_with_feed(&self, app: App, caller: Caller, headers: &HeaderMap) -> Result<Response> {
        let mut selection = self.clone();
        let mut passed = 0;
        loop {
            let (page, reader) = selection.load(&app, caller).await?;
            let flags = page.flags(&reader);
            match page.next_if_hidden(&flags) {
                // An empty page would look like the last one.
                Some(next) if passed < HIDDEN_PAGES_MAX => selection.go_on(next),
                _ => return Ok(respond(&page, &reader, headers)),
            }
            passed += 1;
        }
    }

    /// Responds with the published posts, or the drafts, of a user.
    async fn respond_with_posts_of(&self, app: App, caller: Caller, owner_id: i32, published: bool) -> PostList {
        let found = self.of_owner(&app, caller, owner_id, published).await?;
        if published && found.rows.is_empty() {
            users::find(&app, owner_id).await?;
        }
        self.respond(&app, caller, found).await
    }

    /// Leaves what is on the page, and returns the headers that lead to the next one, and where that begins.
    fn cut(&self, found: &mut SearchPage) -> Result<(HeaderMap, Option<Cursor>)> {
        let mut room = PAGE_JSON_MAX_BYTES;
        // The first one always does: a page without any would lead nowhere.
        let mut fits_in_json = |row: &PostRow| {
            let begun = room < PAGE_JSON_MAX_BYTES;
            let length = json_length(&row.title) + json_length(&row.content);
            room = room.saturating_sub(length);
            room > 0 || !begun
        };
        let next = self
            .page
            .cut(&mut found.rows, |row| row.fits && fits_in_json(row))
            .map(|last| Cursor::behind(self.sort, last));
        let sort = if self.sort == Sort::New { "" } else { self.sort.name() };
        let query = [("sort", sort), ("search", &self.request.search), ("q", &self.request.words)];
        let mut headers = self.page.link(next.map(Cursor::write), &query)?;
        headers.extend(found.count.map(|count| (SEARCH_COUNT, written_count(count))));
        Ok((headers, next))
    }

    /// Identifies a page of the feed in the cache.
    fn cache_key(&self) -> String {
        let PageRequest { search, words, is_first, after, rows, skip } = &self.request;
        // The length tells where one text ends.
        format!("{} {is_first} {rows} {skip} {} {search}{words}", after.write(), search.len())
    }

    /// Writes the page without what is the caller's own; and tells whether it is shareable, with no draft on it nor in front
    /// of it. `connections` is how many there were before it was read.
    fn cacheable_page(
        &self,
        mut found: SearchPage,
        connections: u64,
        emails: EmailVisibility,
    ) -> Result<(CachedPage, bool)> {
        let shareable = self.page.skip == 0 && found.consistent && found.rows.iter().all(|row| row.published);
        let (headers, next) = self.cut(&mut found)?;
        let rows = &found.rows;
        let drafts = match rows.last() {
            _ if self.sort != Sort::New => Drafts::None,
            // The number of posts that a search finds counts all drafts.
            Some(last) if headers.contains_key(header::LINK) && found.count.is_none() => {
                Drafts::NewerThan(Some((last.created_at, last.id)))
            }
            _ => Drafts::NewerThan(None),
        };
        let transactions = rows.first().map(|row| row.seen.clone()).unwrap_or_default();
        let snapshot = Snapshot { transactions, connections };
        let shareable = shareable && snapshot.is_complete();
        Ok((CachedPage::new(found.entries(), headers, next, snapshot, drafts, emails)?, shareable))
    }
}

impl Selection {
    /// Finds a page in the cache, or reads it.
    async fn load(&self, app: &App, caller: Caller) -> Result<(Arc<CachedPage>, Reader)> {
        let key = self.cache_key();
        if let Some(found) = app.feed_cache.find(&app.db, caller, &key).await? {
            return Ok(found);
        }
        let connections = app.db.connections_made();
        let found = self.feed(app, caller).await?;
        if found.rows.is_empty() {
            accounts::check_session(&app.db, caller).await?;
        }
        let reader = Reader::of(&found.rows, caller);
        let (page, shareable) = self.cacheable_page(found, connections, app.config.emails)?;
        let page = Arc::new(page);
        if shareable {
            app.feed_cache.insert(key, Arc::clone(&page));
        }
        Ok((page, reader))
    }

    /// Goes on behind a page.
    fn go_on(&mut self, next: Cursor) {
        self.page.skip = 0;
        self.request.skip = 0;
        self.request.is_first = false;
        self.request.after = next;
    }
}

/// Writes how many posts a search finds.
fn written_count(count: usize) -> HeaderValue {
    if count > COUNTED_MAX { HeaderValue::from_static("1000+") } else { HeaderValue::from(count) }
}

/// Reads the order that is asked for.
fn read_sort(query: &mut Query) -> Sort {
    query.one_of("sort", &Sort::NAMES).and_then(Sort::from_name).unwrap_or(Sort::New)
}

/// Responds with a page for a reader.
fn respond(page: &CachedPage, reader: &Reader, request: &HeaderMap) -> Response {
    let flags = page.flags(reader);
    etag::respond(request, &page.tag(&flags), page.headers().clone(), || page.body(&flags, reader))
}

type PostList = Result<(HeaderMap, [(HeaderName, &'static str); 1], Vec<u8>)>;

/// The feed
#[utoipa::path(
    get,
    path = "/posts",
    operation_id = "list_posts",
    tag = "Posts",
    params(Sorting, Searching, Paging, Condition, Positioned),
    responses(PostPage, Unchanged, Caller, RateLimited, Query, Error,)
)]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    seen: Seen,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response> {
    let sort = read_sort(&mut query);
    let selection = Selection::read(&app, query, sort)?;
    app.read(&seen, |app| selection.respond_with_feed(app, caller, &headers)).await
}

/// A user's published posts, the newest first
#[utoipa::path(
    get,
    path = "/users/{id}/posts",
    operation_id = "list_posts_of_user",
    tag = "Posts",
    params(("id" = i32, Path, description = "The user's id."), Searching, Paging, Positioned),
    responses(
        PostPage,
        (status = 404, body = HTTPError, description = "User with id: {id} does not exists"),
        Caller,
        RateLimited,
        Id,
        Query,
        Error,
    ),
)]
pub(super) async fn of_user(State(app): State<App>, caller: Caller, seen: Seen, Id(id): Id, query: Query) -> PostList {
    let selection = Selection::read(&app, query, Sort::New)?;
    app.read(&seen, |app| selection.respond_with_posts_of(app, caller, id, true)).await
}

/// The caller's drafts, the newest first
#[utoipa::path(
    get,
    path = "/me/drafts",
    operation_id = "list_drafts",
    tag = "Account",
    params(Searching, Paging, Positioned),
    responses(PostPage, Caller, RateLimited, Query, Error,)
)]
pub(super) async fn drafts(State(app): State<App>, caller: Caller, seen: Seen, query: Query) -> PostList {
    let selection = Selection::read(&app, query, Sort::New)?;
    app.read(&seen, |app| selection.respond_with_posts_of(app, caller, caller.unchecked_id(), false)).await
}
