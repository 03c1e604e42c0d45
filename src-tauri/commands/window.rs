//! Commands of the window itself.

use tauri::{AppHandle, State, WebviewWindow};

use super::Result;
use crate::{
    accounts::AppState,
    desktop::{
        links,
        menu::{self, TextEdit},
        page_faults, shutdown,
        window::{self, warn},
    },
    model::{AccountKey, Preferences},
    storage::log::LogTail,
};

/// Saves the preferences, and applies them to the window; the status repeats them.
#[tauri::command]
pub(crate) async fn set_preferences(
    window: WebviewWindow,
    state: State<'_, AppState>,
    preferences: Preferences,
) -> Result<()> {
    window::apply(&preferences, &state.status().preferences, &window);
    state.set_preferences(preferences);
    menu::apply_direction(&window);
    Ok(())
}

/// Lets posts of an account's server show their pictures without being asked, or no longer.
#[tauri::command]
pub(crate) async fn set_show_pictures(state: State<'_, AppState>, account: AccountKey, on: bool) -> Result<()> {
    state.set_show_pictures(&account, on);
    Ok(())
}

/// Lets the window fill the screen, or no longer.
#[tauri::command]
pub(crate) async fn toggle_full_screen(window: WebviewWindow) {
    warn(window.is_fullscreen().and_then(|full| window.set_fullscreen(!full)));
}

/// Tells whether the window fills the screen.
#[tauri::command]
pub(crate) async fn is_full_screen(window: WebviewWindow) -> bool {
    window.is_fullscreen().unwrap_or_default()
}

/// Asks how to print the page, and prints it.
#[tauri::command]
pub(crate) async fn print_page(window: WebviewWindow) {
    warn(window.print());
}

/// Ends the app after the window has finished what it was at.
#[tauri::command]
pub(crate) async fn closed(app: AppHandle) {
    shutdown::finish(&app);
}

/// Ends the app, whatever closing its window would do.
#[tauri::command]
pub(crate) async fn quit(app: AppHandle) {
    shutdown::begin(&app);
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

/// Shows the keys of the edit menu.
#[tauri::command]
pub(crate) async fn show_edit_keys(window: WebviewWindow) {
    menu::show_edit_keys(&window);
}

/// Edits the text that has the focus, as a page may not do by itself.
#[tauri::command]
pub(crate) async fn edit_text(window: WebviewWindow, edit: TextEdit) {
    menu::edit_text(&window, edit);
}

/// Logs an error that the page did not catch.
#[tauri::command]
pub(crate) async fn log_page_fault(fault: String) {
    page_faults::log(&fault);
}

/// Reads the end of the log.
#[tauri::command]
pub(crate) async fn log(state: State<'_, AppState>) -> Result<LogTail> {
    Ok(LogTail::read(state.data_dir()))
}

/// Opens an address of the web or of mail in the program that the reader has for it.
#[tauri::command]
pub(crate) async fn open_link(url: String) -> Result<()> {
    links::open(&url)
}

/// Clears the destination that the window was asked for and has shown.
#[tauri::command]
pub(crate) async fn link_shown(state: State<'_, AppState>) -> Result<()> {
    state.show(None);
    Ok(())
}
