//! What the window can ask of what waits, and of the connection.

use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use super::Waiting;
use crate::{
    commands::PostInput,
    error::{CommandError, ErrorCode},
    hearth::Hearth,
    messages::text,
    posts::FeedPost,
    writing::Desk,
};

type Result<T> = std::result::Result<T, CommandError>;

/// What waits to be sent is another than before; sent as the event `outbox`.
#[derive(Debug, Serialize, TS)]
pub(crate) struct OutboxNews {
    /// A post that the server has from now on.
    pub(crate) sent: Option<FeedPost>,
    /// A vote was dropped: its post is gone.
    pub(crate) dropped_vote: bool,
}

/// What waits to be sent, with so many posts at most.
#[tauri::command]
pub(crate) async fn outbox(hearth: State<'_, Hearth>, most: usize) -> Result<Waiting> {
    Ok(hearth.session()?.outbox.waiting(most))
}

/// Takes a post out of the outbox; where its author wants to go on with it, it lies on the desk before.
#[tauri::command]
pub(crate) async fn take_back(
    hearth: State<'_, Hearth>,
    desk: State<'_, Desk>,
    id: String,
    edit: bool,
) -> Result<PostInput> {
    let session = hearth.session()?;
    let post = session.outbox.post(&id).ok_or_else(too_late)?;
    if edit {
        desk.keep_new(&session.place, session.account.id, &post).await?;
    }
    if !tokio::task::block_in_place(|| session.outbox.take_back(&id))? {
        desk.forget_sent(&session.place, session.account.id, vec![post]).await?;
        return Err(too_late());
    }
    hearth.tell_outbox(None, false);
    Ok(post)
}

fn too_late() -> CommandError {
    CommandError::new(ErrorCode::Conflict, text("offline-too-late"))
}

/// Tries at once whether the server is back.
#[tauri::command]
pub(crate) async fn reconnect(hearth: State<'_, Hearth>) -> Result<()> {
    hearth.reached();
    Ok(())
}
