//! Commands of the desktop: what it offers, start at login, and what the reader has seen.

use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use super::Result;
use crate::{
    desktop::{DesktopHandle, autostart, notifications},
    error::{CommandError, ErrorCode, messages},
    i18n::text_with,
    model::AccountKey,
};

/// The features of this desktop, and whether it starts the app.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Desktop {
    /// True where it shows icons in a tray.
    tray: bool,
    /// True where it shows notifications.
    notifications: bool,
    /// True where it starts the app at login; null where the app cannot ask for that.
    launch_at_login: Option<bool>,
}

/// Tells what this desktop offers, and whether it starts the app.
#[tauri::command]
pub(crate) async fn desktop(desktop: State<'_, DesktopHandle>) -> Result<Desktop> {
    Ok(Desktop {
        tray: desktop.is_in_tray(),
        notifications: notifications::are_shown().await,
        launch_at_login: autostart::is_on(),
    })
}

/// Has the desktop start the app at login, or not.
#[tauri::command]
pub(crate) async fn set_launch_at_login(on: bool) -> Result<()> {
    autostart::set(on).map_err(|error| {
        tracing::warn!(%error, "the start at login was not changed");
        CommandError::new(ErrorCode::Storage, text_with("native-login-failed", [("reason", messages::of_io(&error))]))
    })
}

/// Marks the posts of an account's feed up to the newest as seen.
#[tauri::command]
pub(crate) async fn mark_seen(desktop: State<'_, DesktopHandle>, account: AccountKey, newest: i32) -> Result<()> {
    desktop.sender().mark_seen(account, newest);
    Ok(())
}
