//! Holds the status of the app, and tells the window and the desktop of each change in the order of the changes.

use std::sync::Arc;

use parking_lot::Mutex;

use crate::model::{FeedPost, LiveEvent, OutboxChange, Status};

/// An event for the window and the desktop.
pub(crate) enum Event<'a> {
    Status(&'a Status),
    Live(&'a [LiveEvent]),
    Outbox(&'a OutboxChange),
}

/// Passes events on. It must not wait, and must not call the bus.
pub(crate) type Listener = Box<dyn Fn(Event) + Send + Sync>;

/// An attempt to connect to a server. A later attempt supersedes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attempt(u64);

/// The status and who hears of it. Cheap to clone.
///
/// The number of the newest attempt is under the same lock as the status: whether an attempt still counts and what it changes
/// are one step, so that nothing that came later is overwritten.
#[derive(Clone)]
pub(crate) struct EventBus(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    listener: Listener,
}

struct State {
    status: Status,
    newest: u64,
}

impl EventBus {
    pub(crate) fn new(status: Status, listener: Listener) -> Self {
        Self(Arc::new(Shared { state: Mutex::new(State { status, newest: 0 }), listener }))
    }

    pub(crate) fn status(&self) -> Status {
        self.0.state.lock().status.clone()
    }

    /// Changes the status. `change` runs under the lock: it must not call the bus.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Status)) {
        self.change_state(|state| change(&mut state.status));
    }

    /// Begins an attempt, with the status that it begins with. `change` is as in [`Self::change`].
    pub(crate) fn begin_attempt(&self, change: impl FnOnce(&mut Status)) -> Attempt {
        let mut attempt = 0;
        self.change_state(|state| {
            state.newest += 1;
            attempt = state.newest;
            change(&mut state.status);
        });
        Attempt(attempt)
    }

    /// Returns whether no later attempt has begun.
    pub(crate) fn is_current(&self, attempt: Attempt) -> bool {
        self.0.state.lock().newest == attempt.0
    }

    /// Changes the status unless a later attempt has begun. `change` is as in [`Self::change`].
    pub(crate) fn change_if_current(&self, attempt: Attempt, change: impl FnOnce(&mut Status)) {
        let mut state = self.0.state.lock();
        if state.newest == attempt.0 {
            self.0.change_and_tell(&mut state, |state| change(&mut state.status));
        }
    }

    /// Tells of events of the server.
    pub(crate) fn live(&self, events: &[LiveEvent]) {
        (self.0.listener)(Event::Live(events));
    }

    /// Tells that what waits to be sent is another than before.
    pub(crate) fn outbox_changed(&self, sent: Option<FeedPost>, dropped_vote: bool) {
        (self.0.listener)(Event::Outbox(&OutboxChange { sent, dropped_vote }));
    }

    fn change_state(&self, change: impl FnOnce(&mut State)) {
        self.0.change_and_tell(&mut self.0.state.lock(), change);
    }
}

impl Shared {
    /// `state` is locked until the listener has heard: changes are told in their order.
    fn change_and_tell(&self, state: &mut State, change: impl FnOnce(&mut State)) {
        change(state);
        (self.listener)(Event::Status(&state.status));
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread, time::Duration};

    use super::*;
    use crate::{i18n, model::Connection};

    fn bus() -> EventBus {
        EventBus::new(Status::initial(i18n::locale()), Box::new(|_| ()))
    }

    #[test]
    fn superseded_attempt_changes_nothing() {
        let bus = bus();
        let first = bus.begin_attempt(|_| ());
        let second = bus.begin_attempt(|_| ());
        bus.change_if_current(first, |status| status.address = "first".to_owned());
        bus.change_if_current(second, |status| status.connection = Connection::Locked);
        assert!(!bus.is_current(first) && bus.is_current(second));
        assert_eq!((bus.status().address.as_str(), bus.status().connection), ("", Connection::Locked));
    }

    /// An attempt that was current when it was asked, and is not any more when it has the status.
    #[test]
    fn attempt_that_waits_for_the_lock_is_superseded() {
        for _ in 0..20 {
            let bus = bus();
            let attempt = bus.begin_attempt(|_| ());
            let (holding, held) = mpsc::channel();
            let holder = {
                let bus = bus.clone();
                thread::spawn(move || {
                    // Supersedes the attempt, and keeps the lock while that one wants it.
                    bus.begin_attempt(|status| {
                        holding.send(()).unwrap();
                        thread::sleep(Duration::from_millis(20));
                        status.address = "left".to_owned();
                    })
                })
            };
            held.recv().unwrap();
            bus.change_if_current(attempt, |status| status.address = "arrived".to_owned());
            holder.join().unwrap();
            assert_eq!(bus.status().address, "left");
        }
    }
}
