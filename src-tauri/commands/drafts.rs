//! Commands of the drafts.

use tauri::State;

use super::Result;
use crate::{
    model::AccountKey,
    storage::drafts::{DraftStore, StoredDraft},
};

/// Reads an account's drafts.
#[tauri::command]
pub(crate) async fn drafts(store: State<'_, DraftStore>, account: AccountKey) -> Result<Vec<StoredDraft>> {
    store.load(account).await
}

/// Saves a draft on this computer.
#[tauri::command]
pub(crate) async fn save_draft(store: State<'_, DraftStore>, account: AccountKey, draft: StoredDraft) -> Result<()> {
    store.keep(account, draft).await
}

/// Discards the draft of a post, or of a new one.
#[tauri::command]
pub(crate) async fn discard_draft(store: State<'_, DraftStore>, account: AccountKey, post: Option<i32>) -> Result<()> {
    store.forget(account, post).await
}
