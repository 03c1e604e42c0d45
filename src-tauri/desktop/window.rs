//! Opens the window, brings it forward, and gives it what its page cannot do by itself.

use std::path::Path;

use tauri::{
    App, AppHandle, Manager, Theme as TauriTheme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry, async_runtime,
};
use tauri_plugin_window_state::{StateFlags, WindowExt};

use super::{autostart::HIDDEN, deep_link, fonts, handle::DesktopHandle, links, page_faults, spelling};
use crate::{
    accounts::AppState,
    model::{Preferences, Theme},
    storage::stable_hash::fnv1a,
};

/// The label of the one window.
pub(crate) const WINDOW: &str = "main";

/// Opens the window.
pub(crate) fn open(app: &App, data_dir: &Path, visible: bool) -> tauri::Result<WebviewWindow> {
    WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title("Hearth")
        .inner_size(1000.0, 760.0)
        .min_inner_size(320.0, 480.0)
        .data_directory(data_dir.join("webview"))
        .initialization_script(page_faults::SCRIPT)
        .initialization_script(include_str!("first_status.js"))
        .initialization_script(fonts::script())
        .on_navigation(links::stays_inside)
        .on_page_load(|window, page| spelling::on_page_load(window, &page))
        .visible(visible)
        .build()
}

/// Allows one app a data directory: a second start hands over what it was asked to show, brings the first window forward and
/// ends.
pub(crate) fn single_instance(data_dir: &Path) -> tauri::plugin::TauriPlugin<Wry> {
    let id = fnv1a(&data_dir.to_string_lossy());
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(format!("social.hearth.desktop.i{id:016x}"))
        .callback(|app, arguments, _| {
            let destination = deep_link::destination_in(&arguments);
            if destination.is_some() {
                let state = app.state::<AppState>().inner().clone();
                async_runtime::spawn(async move { state.show(destination) });
            }
            if !arguments.iter().any(|argument| argument == HIDDEN) {
                bring_forward(app);
            }
        })
        .build()
}

/// Shows the window, wherever it is, and gives it the focus.
pub(crate) fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        app.state::<DesktopHandle>().set_closed_into_tray(false);
        if !window.is_visible().unwrap_or(true) {
            // A window manager gives a window that was hidden a new place, as it does to every new window.
            let _ = window.restore_state(StateFlags::POSITION);
        }
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Applies preferences as far as they differ from those before: a window that starts takes half a second to wear a theme that
/// it wears. A window that is about to go takes no notice.
pub(crate) fn apply(preferences: &Preferences, before: &Preferences, window: &WebviewWindow) {
    if preferences.theme != before.theme {
        apply_theme(preferences.theme, window);
    }
    if preferences.text_size != before.text_size {
        // As in a browser: what is laid out for a width is so for the width that is left.
        let _ = window.set_zoom(preferences.text_size.factor());
    }
    if preferences.hide_menu_bar != before.hide_menu_bar {
        let _ = if preferences.hide_menu_bar { window.hide_menu() } else { window.show_menu() };
    }
}

fn apply_theme(theme: Theme, window: &WebviewWindow) {
    let theme = match theme {
        Theme::Light => Some(TauriTheme::Light),
        Theme::Dark => Some(TauriTheme::Dark),
        Theme::System => None,
    };
    let _ = window.set_theme(theme);
    // On Linux no theme is the light one, whatever the desktop prefers; the window knows what that is.
    if cfg!(target_os = "linux") && theme.is_none() {
        window.app_handle().set_theme(window.theme().ok());
    }
}

/// Logs that a window did not do what it was asked for: it is going, and there is nobody left to tell.
pub(crate) fn warn(done: tauri::Result<()>) {
    if let Err(error) = done {
        tracing::warn!(%error, "the window did not do what its menu asked for");
    }
}
