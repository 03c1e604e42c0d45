//! What the window can ask of what waits, and of the connection.

use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use super::{Entry, Item};
use crate::{
    commands::PostInput,
    error::{CommandError, ErrorCode},
    hearth::Hearth,
    messages::text,
    posts::FeedPost,
    writing::Desk,
};

type Result<T> = std::result::Result<T, CommandError>;

/// All that waits to be sent.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Waiting {
    entries: Vec<Entry>,
    /// Where a file was put that could not be read; told once.
    unreadable: Option<String>,
}

/// What waits to be sent has changed; sent as the event `outbox`.
#[derive(Debug, Serialize, TS)]
pub(crate) struct OutboxNews {
    /// All that waits now.
    pub(crate) entries: Vec<Entry>,
    /// A post that the server has from now on.
    pub(crate) sent: Option<FeedPost>,
    /// A vote was dropped: its post is gone.
    pub(crate) dropped_vote: bool,
}

#[tauri::command]
pub(crate) async fn outbox(hearth: State<'_, Hearth>) -> Result<Waiting> {
    let outbox = hearth.session()?.outbox;
    let unreadable = outbox.aside().map(|path| path.display().to_string());
    Ok(Waiting { entries: outbox.waiting(), unreadable })
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
    let entry = session.outbox.entries().into_iter().find(|entry| entry.id == id);
    let Some(Item::Post { title, content, published, .. }) = entry.map(|entry| entry.item) else {
        return Err(too_late());
    };
    let post = PostInput { title, content, published };
    if edit {
        desk.keep_new(&session.place, session.account.id, &post).await?;
    }
    if session.outbox.take_back(&id)?.is_none() {
        desk.forget_sent(&session.place, session.account.id, &post).await?;
        return Err(too_late());
    }
    hearth.tell_outbox(&session, None, false);
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
