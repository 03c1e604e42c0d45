//! Commands of the outbox and of the connection.

use tauri::State;

use super::Result;
use crate::{
    accounts::AppState,
    model::{AccountKey, PostInput},
    storage::drafts::DraftStore,
    sync::{self, OutboxContents},
};

/// Reads the outbox, with so many posts at most.
#[tauri::command]
pub(crate) async fn outbox(state: State<'_, AppState>, account: AccountKey, most: usize) -> Result<OutboxContents> {
    Ok(state.session(&account)?.outbox.waiting(most))
}

/// Takes a post out of the outbox; where its author wants to go on with it, it becomes a draft before.
#[tauri::command]
pub(crate) async fn take_back(
    state: State<'_, AppState>,
    drafts: State<'_, DraftStore>,
    account: AccountKey,
    id: String,
    edit: bool,
) -> Result<PostInput> {
    sync::take_back(state.events(), &drafts, &state.session(&account)?, &id, edit).await
}

/// Tries at once whether the servers that are away are back.
#[tauri::command]
pub(crate) async fn reconnect(state: State<'_, AppState>) -> Result<()> {
    state.retry_now();
    Ok(())
}
