//! Events for the desktop task.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::mpsc::UnboundedSender;

use super::votes::NewVotes;
use crate::{
    event_bus::Event,
    model::{AccountKey, LiveEvents},
};

/// An event for the desktop task.
#[derive(Debug)]
pub(crate) enum DesktopEvent {
    /// A change of the status: of the accounts, the preferences or the phase.
    Status,
    Live(LiveEvents),
    /// The newest post of an account's feed that the reader has seen.
    Seen(AccountKey, i32),
    /// New votes on an account's posts.
    NewVotes(AccountKey, Vec<NewVotes>),
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

/// Bounds how many batches of events of a server wait for the watch of an account, which may itself wait for that server.
const LIVE_MAX: usize = 100;

/// Counts the batches of events of a server that wait for the watch of an account.
#[derive(Default)]
pub(super) struct Backlog {
    waiting: AtomicUsize,
    /// True where a batch was left out.
    missed: AtomicBool,
}

impl Backlog {
    /// Counts one more batch; returns false where there are too many, and it is to be left out.
    pub(super) fn add(&self) -> bool {
        let takes = self.waiting.load(Ordering::SeqCst) < LIVE_MAX;
        if takes {
            self.waiting.fetch_add(1, Ordering::SeqCst);
        } else {
            self.missed.store(true, Ordering::SeqCst);
        }
        takes
    }

    /// Notes that the watch has done with a batch; returns whether others were left out, now that none waits.
    pub(super) fn done(&self) -> bool {
        self.waiting.fetch_sub(1, Ordering::SeqCst) == 1 && self.missed.swap(false, Ordering::SeqCst)
    }
}

/// Sends events to the desktop task. Never waits.
#[derive(Clone)]
pub(crate) struct DesktopSender {
    pub(super) events: UnboundedSender<DesktopEvent>,
}

impl DesktopSender {
    /// Passes on an event of the bus, if it is about something that the desktop shows.
    pub(crate) fn forward(&self, event: &Event) {
        match event {
            Event::Status(_) => self.send(DesktopEvent::Status),
            Event::Live(events) => self.send(DesktopEvent::Live((*events).clone())),
            Event::Outbox(_) => {}
        }
    }

    /// Notes that the reader has seen the feed of an account, in which this post was the newest.
    pub(crate) fn mark_seen(&self, account: AccountKey, newest: i32) {
        self.send(DesktopEvent::Seen(account, newest));
    }

    fn send(&self, event: DesktopEvent) {
        // The task ends with the app, and with it whatever it could have done.
        let _ = self.events.send(event);
    }
}
