//! The end: the window first finishes what it is at, such as keeping what was typed last; then everything stops.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tauri::{AppHandle, Emitter, Manager, State, Window, WindowEvent};

use crate::native;

/// A window that does not answer by then has had its time.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the end has begun.
#[derive(Default)]
pub(crate) struct Closing(AtomicBool);

/// Asks the window to finish. Whoever asks a second time means it.
pub(crate) fn begin(app: &AppHandle) {
    if app.state::<Closing>().0.swap(true, Ordering::SeqCst) || app.emit("closing", ()).is_err() {
        return app.exit(0);
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        app.exit(0);
    });
}

/// The window's close button begins the end instead of being it; or it hides the window, where the app stays in the tray.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        if !native::stays_in_tray(window.app_handle()) || window.hide().is_err() {
            begin(window.app_handle());
        }
    }
}

/// The window has finished.
#[tauri::command]
pub(crate) async fn closed(app: AppHandle, closing: State<'_, Closing>) -> Result<(), crate::error::CommandError> {
    if closing.0.load(Ordering::SeqCst) {
        app.exit(0);
    }
    Ok(())
}
