//! What the menu bar asks of the window itself. What is in the bar is made by the page, from its list of commands.

use serde::Deserialize;
use tauri::{
    AppHandle, WebviewWindow, Wry,
    menu::{Menu, Submenu},
};
use ts_rs::TS;

use crate::{closing, messages::text};

/// What the page calls its menus.
const NAMES: [&str; 5] = ["menu-file", "menu-edit", "menu-view", "menu-go", "menu-help"];

/// The bar until the page fills it. A bar that came with what is in it would move all that is on the screen by then.
pub(crate) fn empty_bar(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let bar = Menu::new(app)?;
    for name in NAMES {
        bar.append(&Submenu::new(app, text(name).to_string(), true)?)?;
    }
    Ok(bar)
}

/// What can be done to the text that has the focus.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TextEdit {
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
}

/// Ends the app, whatever closing its window would do.
#[tauri::command]
pub(crate) async fn quit(app: AppHandle) {
    closing::begin(&app);
}

/// Closes the window as its close button does.
#[tauri::command]
pub(crate) async fn close_window(window: WebviewWindow) {
    warn(window.close());
}

/// Hides the menu bar: one that was filled anew is shown.
#[tauri::command]
pub(crate) async fn hide_menu_bar(window: WebviewWindow) {
    warn(window.hide_menu());
}

/// Does something to the text that has the focus. A page may not paste by itself, so that nobody's clipboard is read.
#[tauri::command]
pub(crate) async fn edit_text(window: WebviewWindow, edit: TextEdit) {
    #[cfg(target_os = "linux")]
    warn(window.with_webview(move |webview| {
        use webkit2gtk::WebViewExt;
        webview.inner().execute_editing_command(edit.name());
    }));
    #[cfg(not(target_os = "linux"))]
    tracing::warn!(?edit, window = window.label(), "is left to the keys here");
}

#[cfg(target_os = "linux")]
impl TextEdit {
    /// WebKit's name for it.
    const fn name(self) -> &'static str {
        match self {
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Cut => "Cut",
            Self::Copy => "Copy",
            Self::Paste => "Paste",
            Self::SelectAll => "SelectAll",
        }
    }
}

/// The window is going: there is nobody left to tell.
fn warn(done: tauri::Result<()>) {
    if let Err(error) = done {
        tracing::warn!(%error, "the window did not do what its menu asked for");
    }
}
