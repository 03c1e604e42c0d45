//! Follows which server is the primary, so that all connections lead to one, and none back to one that a promotion left behind.
//!
//! A primary that is cut off may go on answering after a standby was promoted in its place, and connections to it stay open. Each
//! new connection tells where it leads. Where that is another server than before, a new generation begins, and no connection of
//! an earlier one is used again; where it is one that was left behind, it is refused.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use sqlx::Result;
use tokio::sync::watch;

use super::{
    identity::{History, Identity},
    target::Unmet,
};

/// Refuses a server that was left behind until the one after it has not answered for so long: then its owner went back to it.
const GIVE_UP_AFTER: Duration = Duration::from_mins(1);

/// What is known of the primary.
#[derive(Default)]
pub(in crate::store) struct Primary {
    state: Mutex<State>,
    generation: watch::Sender<u64>,
    /// The number of statements that were answered.
    answered: AtomicU64,
}

#[derive(Default)]
struct State {
    /// When the server started that connections lead to; none before the first, and where it is lost.
    started: Option<String>,
    history: Option<History>,
    /// Since when servers were refused, and the number of statements that were answered then.
    refused: Option<(Instant, u64)>,
}

impl Primary {
    /// Takes a connection to a server into use. Returns its generation.
    pub(super) fn admit(&self, identity: &Identity) -> Result<u64> {
        self.admit_at(identity, Instant::now())
    }

    fn admit_at(&self, identity: &Identity, now: Instant) -> Result<u64> {
        let mut state = self.state.lock();
        if state.started.as_ref() != Some(&identity.started) {
            let left_behind = |history: History| identity.history.is_some_and(|other| other.is_before(history));
            if state.history.is_some_and(left_behind) && !self.gives_up(&mut state, now) {
                return Err(Unmet::Outdated.into());
            }
            if state.started.is_some() {
                tracing::warn!("the database is another server now: all connections to it are made anew");
                self.begin_generation();
            }
            state.started = Some(identity.started.clone());
            state.refused = None;
        }
        // A standby that is promoted goes on as the same server.
        state.history = identity.history.or(state.history);
        Ok(self.generation())
    }

    /// Returns whether a server was promoted after the one that is in use.
    pub(super) fn is_followed_by(&self, identity: &Identity) -> bool {
        let history = self.state.lock().history;
        history.zip(identity.history).is_some_and(|(history, later)| history.is_before(later))
    }

    /// Returns whether the server after the one that is refused was not heard of for too long.
    fn gives_up(&self, state: &mut State, now: Instant) -> bool {
        let answered = self.answered();
        match state.refused {
            Some((since, then)) if then == answered => now.saturating_duration_since(since) > GIVE_UP_AFTER,
            _ => {
                state.refused = Some((now, answered));
                false
            }
        }
    }

    /// Ends the use of all connections, because the server that they lead to does not answer.
    pub(in crate::store) fn lose(&self) {
        let mut state = self.state.lock();
        state.started = None;
        self.begin_generation();
    }

    fn begin_generation(&self) {
        self.generation.send_modify(|generation| *generation += 1);
    }

    /// Returns the generation whose connections may be used.
    pub(in crate::store) fn generation(&self) -> u64 {
        *self.generation.borrow()
    }

    /// Returns what tells of each new generation.
    pub(in crate::store) fn generations(&self) -> watch::Receiver<u64> {
        self.generation.subscribe()
    }

    /// Counts a statement that was answered.
    pub(in crate::store) fn count_answer(&self) {
        self.answered.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns how many statements were answered.
    pub(in crate::store) fn answered(&self) -> u64 {
        self.answered.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(started: &str, timeline: i32) -> Identity {
        let history = (timeline > 0).then_some(History { system: 7, timeline });
        Identity {
            started: started.to_owned(),
            history,
            in_recovery: timeline == 0,
            read_only: timeline == 0,
            process: 1,
        }
    }

    #[test]
    fn never_goes_back_to_a_server_left_behind() {
        let (primary, begin) = (Primary::default(), Instant::now());
        assert_eq!(primary.admit_at(&server("old", 1), begin).unwrap(), 0);
        assert_eq!(primary.admit_at(&server("old", 1), begin).unwrap(), 0);
        assert_eq!(primary.admit_at(&server("promoted", 2), begin).unwrap(), 1);
        assert!(primary.admit_at(&server("old", 1), begin).is_err());
        assert_eq!(primary.admit_at(&server("promoted", 2), begin).unwrap(), 1);
        // Its data went on as those of a server of the same timeline.
        assert_eq!(primary.admit_at(&server("restarted", 2), begin).unwrap(), 2);
        primary.lose();
        assert!(primary.admit_at(&server("old", 1), begin).is_err());
        assert_eq!(primary.admit_at(&server("restarted", 2), begin).unwrap(), 3);
    }

    #[test]
    fn a_promotion_in_place_keeps_the_connections() {
        let primary = Primary::default();
        assert_eq!(primary.admit(&server("standby", 0)).unwrap(), 0);
        assert_eq!(primary.admit(&server("standby", 2)).unwrap(), 0);
        assert!(primary.admit(&server("old", 1)).is_err());
    }

    #[test]
    fn goes_back_where_the_newer_server_is_gone() {
        let (primary, begin) = (Primary::default(), Instant::now());
        primary.admit_at(&server("promoted", 2), begin).unwrap();
        assert!(primary.admit_at(&server("old", 1), begin).is_err());
        primary.count_answer();
        let later = begin + 2 * GIVE_UP_AFTER;
        assert!(primary.admit_at(&server("old", 1), later).is_err(), "the newer one has answered since");
        assert!(primary.admit_at(&server("old", 1), later + GIVE_UP_AFTER / 2).is_err());
        assert_eq!(primary.admit_at(&server("old", 1), later + 2 * GIVE_UP_AFTER).unwrap(), 1);
        // Other data are no history of these.
        let other = Identity { history: Some(History { system: 8, timeline: 1 }), ..server("other", 1) };
        primary.admit_at(&server("promoted", 3), later).unwrap();
        assert!(primary.admit_at(&other, later).is_ok());
    }
}
