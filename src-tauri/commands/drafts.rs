//! Commands of the drafts.

use tauri::State;

use super::Result;
use crate::storage::drafts::{DraftOwner, DraftStore, StoredDraft};

/// Reads an account's drafts.
#[tauri::command]
pub(crate) async fn drafts(store: State<'_, DraftStore>, owner: DraftOwner) -> Result<Vec<StoredDraft>> {
    store.load(owner).await
}

/// Saves a draft on this computer.
#[tauri::command]
pub(crate) async fn save_draft(store: State<'_, DraftStore>, owner: DraftOwner, draft: StoredDraft) -> Result<()> {
    store.keep(owner, draft).await
}

/// Discards the draft of a post, or of a new one.
#[tauri::command]
pub(crate) async fn discard_draft(store: State<'_, DraftStore>, owner: DraftOwner, post: Option<i32>) -> Result<()> {
    store.forget(owner, post).await
}
