//! What the settings of the desktop show and change.

use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use super::{Native, News, autostart, notifications};
use crate::{
    error::{CommandError, ErrorCode},
    messages::text_with,
    sentences,
};

type Result<T> = std::result::Result<T, CommandError>;

/// What this desktop offers, and whether it starts the app.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Desktop {
    /// It shows icons in a tray.
    tray: bool,
    /// It shows notifications.
    notifications: bool,
    /// It starts the app at login; null where the app cannot ask for that.
    launch_at_login: Option<bool>,
}

#[tauri::command]
pub(crate) async fn desktop(native: State<'_, Native>) -> Result<Desktop> {
    Ok(Desktop {
        tray: native.is_in_tray(),
        notifications: notifications::are_shown().await,
        launch_at_login: autostart::is_on(),
    })
}

#[tauri::command]
pub(crate) async fn set_launch_at_login(on: bool) -> Result<()> {
    autostart::set(on).map_err(|error| {
        tracing::warn!(%error, "the start at login was not changed");
        CommandError::new(ErrorCode::Storage, text_with("native-login-failed", [("reason", sentences::of_io(&error))]))
    })
}

/// The reader has looked at the feed, in which this post was the newest.
#[tauri::command]
pub(crate) async fn looked(native: State<'_, Native>, newest: i32) -> Result<()> {
    native.teller().tell(News::Looked(newest));
    Ok(())
}
