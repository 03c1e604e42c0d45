//! Holds the status of the app, and tells the window and the desktop of each change in the order of the changes.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;

use crate::model::{AccountKey, FeedPost, LiveEvent, LiveEvents, OutboxChange, ServerLocation, Status};

/// An event for the window and the desktop.
pub(crate) enum Event<'a> {
    Status(&'a Status),
    Live(&'a LiveEvents),
    Outbox(&'a OutboxChange),
}

/// Passes events on. It must not wait, and must not call the bus.
pub(crate) type Listener = Box<dyn Fn(Event) + Send + Sync>;

/// What an attempt is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    /// Going somewhere in the window.
    Shown,
    /// Connecting to a server.
    Server(ServerLocation),
}

/// An attempt. A later attempt at the same supersedes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attempt {
    subject: Subject,
    number: u64,
}

/// The status and who hears of it. Cheap to clone.
///
/// The numbers of the newest attempts are under the same lock as the status: whether an attempt still counts and what it changes
/// are one step, so that nothing that came later is overwritten.
#[derive(Clone)]
pub(crate) struct EventBus(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    listener: Listener,
}

struct State {
    status: Status,
    newest: HashMap<Subject, u64>,
}

impl State {
    fn is_current(&self, attempt: &Attempt) -> bool {
        self.newest.get(&attempt.subject) == Some(&attempt.number)
    }
}

impl EventBus {
    pub(crate) fn new(mut status: Status, listener: Listener) -> Self {
        status.update();
        Self(Arc::new(Shared { state: Mutex::new(State { status, newest: HashMap::new() }), listener }))
    }

    pub(crate) fn status(&self) -> Status {
        self.0.state.lock().status.clone()
    }

    /// Reads a part of the status. `read` runs under the lock: it must not call the bus.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Status) -> T) -> T {
        read(&self.0.state.lock().status)
    }

    /// Changes the status. `change` runs under the lock: it must not call the bus.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Status)) {
        self.change_state(|state| change(&mut state.status));
    }

    /// Begins an attempt, with the status that it begins with. `change` is as in [`Self::change`].
    pub(crate) fn begin_attempt(&self, subject: Subject, change: impl FnOnce(&mut Status)) -> Attempt {
        let mut attempt = Attempt { subject, number: 0 };
        self.change_state(|state| {
            let newest = state.newest.entry(attempt.subject.clone()).or_default();
            *newest += 1;
            attempt.number = *newest;
            change(&mut state.status);
        });
        attempt
    }

    /// Returns whether no later attempt has begun.
    pub(crate) fn is_current(&self, attempt: &Attempt) -> bool {
        self.0.state.lock().is_current(attempt)
    }

    /// Changes the status unless a later attempt has begun. `change` is as in [`Self::change`].
    pub(crate) fn change_if_current(&self, attempt: &Attempt, change: impl FnOnce(&mut Status)) {
        let mut state = self.0.state.lock();
        if state.is_current(attempt) {
            self.0.change_and_tell(&mut state, |state| change(&mut state.status));
        }
    }

    /// Tells of events of an account's server.
    pub(crate) fn live(&self, account: &AccountKey, events: &[LiveEvent]) {
        (self.0.listener)(Event::Live(&LiveEvents { account: account.clone(), events: events.to_vec() }));
    }

    /// Tells that what waits to be sent for an account is another than before.
    pub(crate) fn outbox_changed(&self, account: &AccountKey, sent: Option<FeedPost>, dropped_vote: bool) {
        (self.0.listener)(Event::Outbox(&OutboxChange { account: account.clone(), sent, dropped_vote }));
    }

    fn change_state(&self, change: impl FnOnce(&mut State)) {
        self.0.change_and_tell(&mut self.0.state.lock(), change);
    }
}

impl Shared {
    /// `state` is locked until the listener has heard: changes are told in their order.
    fn change_and_tell(&self, state: &mut State, change: impl FnOnce(&mut State)) {
        change(state);
        state.status.update();
        (self.listener)(Event::Status(&state.status));
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread, time::Duration};

    use super::*;
    use crate::{i18n, model::SessionStore};

    fn bus() -> EventBus {
        EventBus::new(Status::initial(i18n::locale()), Box::new(|_| ()))
    }

    #[test]
    fn superseded_attempt_changes_nothing() {
        let bus = bus();
        let first = bus.begin_attempt(Subject::Shown, |_| ());
        let second = bus.begin_attempt(Subject::Shown, |_| ());
        bus.change_if_current(&first, |status| status.address = "first".to_owned());
        bus.change_if_current(&second, |status| status.session_store = SessionStore::Silent);
        assert!(!bus.is_current(&first) && bus.is_current(&second));
        assert_eq!((bus.status().address.as_str(), bus.status().session_store), ("", SessionStore::Silent));
    }

    #[test]
    fn attempts_at_several_servers_go_on_beside_each_other() {
        let bus = bus();
        let elsewhere = ServerLocation::Server { address: "https://hearth.example/".to_owned() };
        let first = bus.begin_attempt(Subject::Server(ServerLocation::Local), |_| ());
        let other = bus.begin_attempt(Subject::Server(elsewhere), |_| ());
        bus.begin_attempt(Subject::Shown, |_| ());
        assert!(bus.is_current(&first) && bus.is_current(&other));
    }

    /// An attempt that was current when it was asked, and is not any more when it has the status.
    #[test]
    fn attempt_that_waits_for_the_lock_is_superseded() {
        for _ in 0..20 {
            let bus = bus();
            let attempt = bus.begin_attempt(Subject::Shown, |_| ());
            let (holding, held) = mpsc::channel();
            let holder = {
                let bus = bus.clone();
                thread::spawn(move || {
                    // Supersedes the attempt, and keeps the lock while that one wants it.
                    bus.begin_attempt(Subject::Shown, |status| {
                        holding.send(()).unwrap();
                        thread::sleep(Duration::from_millis(20));
                        status.address = "left".to_owned();
                    })
                })
            };
            held.recv().unwrap();
            bus.change_if_current(&attempt, |status| status.address = "arrived".to_owned());
            holder.join().unwrap();
            assert_eq!(bus.status().address, "left");
        }
    }
}
