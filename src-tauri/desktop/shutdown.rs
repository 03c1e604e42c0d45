//! Ends the app: the window first finishes what it is at, such as keeping what was typed last; then everything stops.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tauri::{AppHandle, Emitter, Manager, Window, WindowEvent};

use super::handle::{DesktopHandle, stays_in_tray};

/// Time limit for the window to finish.
const FINISH_TIMEOUT: Duration = Duration::from_secs(3);

/// The flag that is set once the shutdown has begun.
#[derive(Default)]
pub(crate) struct Closing(AtomicBool);

/// Asks the window to finish. Whoever asks a second time means it.
pub(crate) fn begin(app: &AppHandle) {
    if app.state::<Closing>().0.swap(true, Ordering::SeqCst) || app.emit("closing", ()).is_err() {
        return app.exit(0);
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(FINISH_TIMEOUT).await;
        app.exit(0);
    });
}

/// Begins the shutdown where the window is closed; or hides the window, where the app stays in the tray.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        if stays_in_tray(window.app_handle()) && window.hide().is_ok() {
            window.state::<DesktopHandle>().set_closed_into_tray(true);
        } else {
            begin(window.app_handle());
        }
    }
}

/// Exits after the window has finished, where the shutdown has begun.
pub(crate) fn finish(app: &AppHandle) {
    if app.state::<Closing>().0.load(Ordering::SeqCst) {
        app.exit(0);
    }
}

/// Begins the shutdown at a signal, as closing the window does.
pub(crate) async fn on_signal(app: AppHandle) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminate), Ok(mut interrupt), Ok(mut hangup)) =
            (signal(SignalKind::terminate()), signal(SignalKind::interrupt()), signal(SignalKind::hangup()))
        else {
            return;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
        begin(&app);
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_ok() {
        begin(&app);
    }
}
