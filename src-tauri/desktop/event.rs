//! Events for the desktop task.

use tokio::sync::mpsc::UnboundedSender;

use crate::{event_bus::Event, model::LiveEvent};

/// An event for the desktop task.
#[derive(Debug)]
pub(crate) enum DesktopEvent {
    /// A change of the status: of the account, the preferences or the phase.
    Status,
    Live(Vec<LiveEvent>),
    /// The newest post of the feed that the reader has seen.
    Seen(i32),
    /// A use of the icon in the tray.
    Tray(TrayAction),
    /// A possible change of whether the desktop shows the icon.
    TrayShown,
    /// A click on a notification.
    Clicked(u32),
    Closed(u32),
}

/// The actions of the icon in the tray.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TrayAction {
    Show,
    Write,
    Unread,
    Quit,
}

/// Sends events to the desktop task. Never waits.
#[derive(Clone)]
pub(crate) struct DesktopSender(pub(super) UnboundedSender<DesktopEvent>);

impl DesktopSender {
    /// Passes on an event of the bus, if it is about something that the desktop shows.
    pub(crate) fn forward(&self, event: &Event) {
        match event {
            Event::Status(_) => self.send(DesktopEvent::Status),
            Event::Live(events) => self.send(DesktopEvent::Live(events.to_vec())),
            Event::Outbox(_) => {}
        }
    }

    /// Notes that the reader has seen the feed, in which this post was the newest.
    pub(crate) fn mark_seen(&self, newest: i32) {
        self.send(DesktopEvent::Seen(newest));
    }

    fn send(&self, event: DesktopEvent) {
        // The task ends with the app, and with it whatever it could have done.
        let _ = self.0.send(event);
    }
}
