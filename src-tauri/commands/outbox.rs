//! Commands of the outbox and of the connection.

use tauri::State;

use super::Result;
use crate::{
    accounts::AppState,
    model::PostInput,
    storage::drafts::DraftStore,
    sync::{self, OutboxContents},
};

/// Reads the outbox, with so many posts at most.
#[tauri::command]
pub(crate) async fn outbox(state: State<'_, AppState>, most: usize) -> Result<OutboxContents> {
    Ok(state.session()?.outbox.waiting(most))
}

/// Takes a post out of the outbox; where its author wants to go on with it, it becomes a draft before.
#[tauri::command]
pub(crate) async fn take_back(
    state: State<'_, AppState>,
    drafts: State<'_, DraftStore>,
    id: String,
    edit: bool,
) -> Result<PostInput> {
    sync::take_back(state.events(), &drafts, &state.session()?, &id, edit).await
}

/// Tries at once whether the server is back.
#[tauri::command]
pub(crate) async fn reconnect(state: State<'_, AppState>) -> Result<()> {
    state.retry_now();
    Ok(())
}
