//! Commands of posts and votes.

use tauri::State;

use super::Result;
use crate::{
    accounts::AppState,
    error::{CommandError, ErrorCode},
    i18n::text,
    model::{Account, AccountKey, FeedPage, FeedPost, PostInput, ScrollPosition, View, VoteOutcome},
    storage::drafts::DraftStore,
    sync,
};

/// Reads a page of the posts of a view that `search` finds: by the words of titles and texts where the server can, else by a part
/// of the titles.
/// `page` is the `next` of the page before, or null for the first.
#[tauri::command]
pub(crate) async fn feed(
    state: State<'_, AppState>,
    account: AccountKey,
    view: View,
    search: String,
    page: Option<String>,
) -> Result<FeedPage> {
    let session = state.session(&account)?;
    let in_texts = state.features(&session).text_search;
    sync::read_page(&*state, &session, sync::Page { view, search, begin: page }, in_texts).await
}

/// Reads the first page of a view from the cache, without a look at the server; null where it was never read.
#[tauri::command]
pub(crate) async fn cached_feed(
    state: State<'_, AppState>,
    account: AccountKey,
    view: View,
    search: String,
) -> Result<Option<FeedPage>> {
    Ok(sync::read_cached_page(&state.session(&account)?, &sync::Page { view, search, begin: None }))
}

/// Searches people by name and address; none where the server cannot.
#[tauri::command]
pub(crate) async fn search_people(
    state: State<'_, AppState>,
    account: AccountKey,
    search: String,
) -> Result<Vec<Account>> {
    let session = state.session(&account)?;
    if !state.features(&session).people_search || search.trim().is_empty() {
        return Ok(Vec::new());
    }
    sync::search_people(&*state, &session, &search).await
}

/// Reads one post.
#[tauri::command]
pub(crate) async fn post(state: State<'_, AppState>, account: AccountKey, id: i32) -> Result<FeedPost> {
    sync::read_post(&*state, &state.session(&account)?, id).await
}

/// Writes a post; null where it waits until the server is back.
#[tauri::command]
pub(crate) async fn create_post(
    state: State<'_, AppState>,
    drafts: State<'_, DraftStore>,
    account: AccountKey,
    post: PostInput,
) -> Result<Option<FeedPost>> {
    sync::write_post(&*state, state.events(), &drafts, &state.session(&account)?, post).await
}

/// Changes one's own post.
#[tauri::command]
pub(crate) async fn update_post(
    state: State<'_, AppState>,
    account: AccountKey,
    id: i32,
    post: PostInput,
) -> Result<FeedPost> {
    sync::update_post(&*state, &state.session(&account)?, id, post).await
}

/// Deletes one's own post.
#[tauri::command]
pub(crate) async fn delete_post(state: State<'_, AppState>, account: AccountKey, id: i32) -> Result<()> {
    sync::delete_post(&*state, &state.session(&account)?, id).await
}

/// Votes for a post, or takes the vote back.
#[tauri::command]
pub(crate) async fn vote(state: State<'_, AppState>, account: AccountKey, id: i32, up: bool) -> Result<VoteOutcome> {
    sync::vote(&*state, state.events(), &state.session(&account)?, id, up).await
}

/// Saves the scroll position for the next start.
#[tauri::command]
pub(crate) async fn save_scroll_position(
    state: State<'_, AppState>,
    account: AccountKey,
    position: ScrollPosition,
) -> Result<()> {
    if !position.offset.is_finite() {
        return Err(CommandError::new(ErrorCode::Invalid, text("error-invalid-scroll-position")));
    }
    state.save_scroll_position(&account, position)
}
