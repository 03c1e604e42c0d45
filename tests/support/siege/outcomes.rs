//! Counts how requests ended.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use crate::Outcome;

/// The outcomes of requests, by what they were.
#[derive(Clone, Default)]
pub struct Outcomes(Arc<Mutex<Counts>>);

/// How often each outcome was, of each kind of request.
pub type Counts = BTreeMap<&'static str, BTreeMap<Outcome, u64>>;

impl Outcomes {
    /// Counts one more.
    pub fn count(&self, kind: &'static str, outcome: Outcome) {
        *self.0.lock().unwrap().entry(kind).or_default().entry(outcome).or_default() += 1;
    }

    /// Returns what was counted so far.
    #[must_use]
    pub fn all(&self) -> Counts {
        self.0.lock().unwrap().clone()
    }
}
