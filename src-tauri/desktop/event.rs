//! Events for the desktop task.

use tokio::sync::mpsc::UnboundedSender;

use crate::{event_bus::Event, model::LiveEvent};

/// An event for the desktop task.
#[derive(Debug)]
pub(crate) enum DesktopEvent {
    /// Who is signed in, what is preferred or where the app is may be another.
    Status,
    Live(Vec<LiveEvent>),
    /// The reader has seen the feed, in which this post was the newest.
    Seen(i32),
    /// Somebody used the icon in the tray.
    Tray(TrayAction),
    /// Whether the desktop shows the icon may be another.
    TrayShown,
    /// A notification was clicked, or is gone.
    Clicked(u32),
    Closed(u32),
}

/// What can be asked of the app through its icon.
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

    /// The reader has seen the feed, in which this post was the newest.
    pub(crate) fn mark_seen(&self, newest: i32) {
        self.send(DesktopEvent::Seen(newest));
    }

    fn send(&self, event: DesktopEvent) {
        // The task ends with the app, and with it whatever it could have done.
        let _ = self.0.send(event);
    }
}
