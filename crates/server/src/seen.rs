//! Knows what the client of a request has seen, and tells it what it has seen then: a position in the log of the database that travels
//! with the client (`Hearth-Position`), so that a replica shows it nothing older.

use std::sync::{Arc, OnceLock};

use axum::http::HeaderMap;

use crate::{
    http::POSITION,
    store::{Choice, Wanted},
};

/// What the client of a request has seen, and where the answer was read. Clones are of one request.
#[derive(Clone, Default)]
pub(crate) struct Seen(Option<Arc<Told>>);

struct Told {
    wanted: Wanted,
    read_from: OnceLock<Choice>,
}

impl Seen {
    /// Reads what a client tells; one that tells nothing knows of no positions.
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        if !headers.contains_key(POSITION) {
            return Self(None);
        }
        let wanted = Wanted::parse(headers.get_all(POSITION).iter().map(|line| line.to_str().unwrap_or_default()));
        Self(Some(Arc::new(Told { wanted, read_from: OnceLock::new() })))
    }

    /// Returns whether the client has told nothing.
    pub(crate) fn is_untold(&self) -> bool {
        self.0.is_none()
    }

    /// Returns what has to be there for this client.
    pub(crate) fn wanted(&self) -> Wanted {
        self.0.as_ref().map_or(Wanted::Unknown, |told| told.wanted)
    }

    /// Notes that the answer was read from a replica.
    pub(crate) fn read_from(&self, choice: Choice) {
        if let Some(told) = &self.0 {
            // A request is read at one place.
            let _ = told.read_from.set(choice);
        }
    }

    /// Returns the replica that the answer was read from; none for the primary.
    pub(crate) fn source(&self) -> Option<Choice> {
        self.0.as_ref()?.read_from.get().copied()
    }
}
