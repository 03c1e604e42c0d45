//! Commands of posts and votes.

use tauri::State;

use super::Result;
use crate::{
    accounts::AppState,
    error::{CommandError, ErrorCode},
    i18n::text,
    model::{Account, FeedPage, FeedPost, PostInput, ScrollPosition, View, VoteOutcome},
    storage::drafts::DraftStore,
    sync,
};

/// Reads a page of the posts of a view that `search` finds: by the words of titles and texts where the server can, else by a part
/// of the titles.
/// `page` is the `next` of the page before, or null for the first.
#[tauri::command]
pub(crate) async fn feed(
    state: State<'_, AppState>,
    view: View,
    search: String,
    page: Option<String>,
) -> Result<FeedPage> {
    let in_texts = state.status().features.text_search;
    sync::read_page(&*state, &state.session()?, sync::Page { view, search, begin: page }, in_texts).await
}

/// Searches people by name and address; none where the server cannot.
#[tauri::command]
pub(crate) async fn search_people(state: State<'_, AppState>, search: String) -> Result<Vec<Account>> {
    if !state.status().features.people_search || search.trim().is_empty() {
        return Ok(Vec::new());
    }
    sync::search_people(&*state, &state.session()?, &search).await
}

/// Reads one post.
#[tauri::command]
pub(crate) async fn post(state: State<'_, AppState>, id: i32) -> Result<FeedPost> {
    sync::read_post(&*state, &state.session()?, id).await
}

/// Writes a post; null where it waits until the server is back.
#[tauri::command]
pub(crate) async fn create_post(
    state: State<'_, AppState>,
    drafts: State<'_, DraftStore>,
    post: PostInput,
) -> Result<Option<FeedPost>> {
    sync::write_post(&*state, state.events(), &drafts, &state.session()?, post).await
}

/// Changes one's own post.
#[tauri::command]
pub(crate) async fn update_post(state: State<'_, AppState>, id: i32, post: PostInput) -> Result<FeedPost> {
    sync::update_post(&*state, &state.session()?, id, post).await
}

/// Deletes one's own post.
#[tauri::command]
pub(crate) async fn delete_post(state: State<'_, AppState>, id: i32) -> Result<()> {
    sync::delete_post(&*state, &state.session()?, id).await
}

/// Votes for a post, or takes the vote back.
#[tauri::command]
pub(crate) async fn vote(state: State<'_, AppState>, id: i32, up: bool) -> Result<VoteOutcome> {
    sync::vote(&*state, state.events(), &state.session()?, id, up).await
}

/// Saves the scroll position for the next start.
#[tauri::command]
pub(crate) async fn save_scroll_position(state: State<'_, AppState>, position: ScrollPosition) -> Result<()> {
    if !position.offset.is_finite() {
        return Err(CommandError::new(ErrorCode::Invalid, text("error-invalid-scroll-position")));
    }
    state.save_scroll_position(position)
}
