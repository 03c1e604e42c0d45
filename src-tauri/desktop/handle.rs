//! The state that the desktop task shares with the window.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use parking_lot::Mutex;
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::event::{DesktopEvent, DesktopSender};
use crate::accounts::AppState;

/// The state of the desktop task, which alone acts.
pub(crate) struct DesktopHandle {
    events: UnboundedSender<DesktopEvent>,
    received: Mutex<Option<UnboundedReceiver<DesktopEvent>>>,
    tray_shown: Arc<AtomicBool>,
    /// True while the window is closed and the app stays in the tray.
    closed_into_tray: AtomicBool,
}

impl DesktopHandle {
    pub(crate) fn new() -> Self {
        let (events, received) = mpsc::unbounded_channel();
        Self {
            events,
            received: Mutex::new(Some(received)),
            tray_shown: Arc::default(),
            closed_into_tray: AtomicBool::default(),
        }
    }

    /// Takes the receiver of the desktop task's events; none after the first call.
    pub(super) fn take_receiver(&self) -> Option<UnboundedReceiver<DesktopEvent>> {
        self.received.lock().take()
    }

    /// Returns the flag by which the tray says whether the desktop shows its icon.
    pub(super) fn tray_shown(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.tray_shown)
    }

    pub(crate) fn sender(&self) -> DesktopSender {
        DesktopSender { events: self.events.clone() }
    }

    /// Notes that the window was closed into the tray, or is back.
    pub(crate) fn set_closed_into_tray(&self, closed: bool) {
        self.closed_into_tray.store(closed, Ordering::SeqCst);
    }

    pub(super) fn is_closed_into_tray(&self) -> bool {
        self.closed_into_tray.load(Ordering::SeqCst)
    }

    /// Returns whether the desktop shows the icon, as far as is known yet.
    pub(crate) fn is_in_tray(&self) -> bool {
        self.tray_shown.load(Ordering::SeqCst)
    }
}

/// Returns whether the app goes on without its window.
pub(crate) fn stays_in_tray(app: &AppHandle) -> bool {
    app.state::<AppState>().status().preferences.keep_in_tray && app.state::<DesktopHandle>().is_in_tray()
}
