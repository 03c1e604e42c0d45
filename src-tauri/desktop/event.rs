//! Events for the desktop task.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

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

/// Bounds how many batches of events of the server wait for the task, which may itself wait for that server.
const LIVE_MAX: usize = 100;

/// Counts the batches of events of the server that wait for the task.
#[derive(Default)]
pub(super) struct Backlog {
    waiting: AtomicUsize,
    /// True where a batch was left out.
    missed: AtomicBool,
}

impl Backlog {
    /// Counts one more batch; returns false where there are too many, and it is to be left out.
    fn add(&self) -> bool {
        let takes = self.waiting.load(Ordering::SeqCst) < LIVE_MAX;
        if takes {
            self.waiting.fetch_add(1, Ordering::SeqCst);
        } else {
            self.missed.store(true, Ordering::SeqCst);
        }
        takes
    }

    /// Notes that the task has done with a batch; returns whether others were left out, now that none waits.
    pub(super) fn done(&self) -> bool {
        self.waiting.fetch_sub(1, Ordering::SeqCst) == 1 && self.missed.swap(false, Ordering::SeqCst)
    }
}

/// Sends events to the desktop task. Never waits.
#[derive(Clone)]
pub(crate) struct DesktopSender {
    pub(super) events: UnboundedSender<DesktopEvent>,
    pub(super) backlog: Arc<Backlog>,
}

impl DesktopSender {
    /// Passes on an event of the bus, if it is about something that the desktop shows.
    pub(crate) fn forward(&self, event: &Event) {
        match event {
            Event::Status(_) => self.send(DesktopEvent::Status),
            Event::Live(events) => {
                if self.backlog.add() {
                    self.send(DesktopEvent::Live(events.to_vec()));
                }
            }
            Event::Outbox(_) => {}
        }
    }

    /// Notes that the reader has seen the feed, in which this post was the newest.
    pub(crate) fn mark_seen(&self, newest: i32) {
        self.send(DesktopEvent::Seen(newest));
    }

    fn send(&self, event: DesktopEvent) {
        // The task ends with the app, and with it whatever it could have done.
        let _ = self.events.send(event);
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;

    #[test]
    fn a_flood_of_events_waits_up_to_a_bound() {
        let (events, mut received) = mpsc::unbounded_channel();
        let sender = DesktopSender { events, backlog: Arc::default() };
        for _ in 0..10 * LIVE_MAX {
            sender.forward(&Event::Live(&[LiveEvent::Reset]));
        }
        let mut caught_up = Vec::new();
        while let Ok(DesktopEvent::Live(_)) = received.try_recv() {
            caught_up.push(sender.backlog.done());
        }
        assert_eq!(caught_up.len(), LIVE_MAX);
        assert_eq!(caught_up.iter().filter(|missed| **missed).count(), 1, "what was left out is made up for once");
        assert_eq!(caught_up.last(), Some(&true));
    }
}
