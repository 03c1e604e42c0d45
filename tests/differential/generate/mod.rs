//! Generates requests, each made for what both servers hold at that moment: most of them as a client would
//! send them, the others with one or several things wrong.

mod base;
mod bodies;
mod emails;
mod forms;
mod headers;
mod paths;
mod queries;
mod values;

use crate::{model::Model, request::Request};

/// Makes requests; the same seed makes the same ones, as long as the servers answer the same.
pub(crate) struct Generator {
    rng: fastrand::Rng,
}

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        Self { rng: fastrand::Rng::with_seed(seed) }
    }

    /// Generates the first requests, so that there is something to speak of: people, posts and votes.
    pub(crate) fn opening(model: &mut Model, step: usize) -> Option<Request> {
        base::opening(model, step)
    }

    /// The next request.
    pub(crate) fn next(&mut self, model: &mut Model) -> Request {
        let mut request = base::any(&mut self.rng, model);
        let changes = pick(&mut self.rng, &[0, 0, 0, 1, 1, 1, 1, 1, 2, 3]);
        for _ in 0..changes {
            self.change(&mut request, model);
        }
        request
    }

    /// Makes something about a request unusual or wrong.
    fn change(&mut self, request: &mut Request, model: &mut Model) {
        let rng = &mut self.rng;
        match rng.u8(0..16) {
            0..6 => bodies::change(rng, model, request),
            6..8 => queries::change(rng, request),
            8..10 => paths::change(rng, request),
            10..12 => headers::authorization(rng, request),
            12 => headers::content_type(rng, request),
            13 => headers::method(rng, request),
            _ => headers::other(rng, request),
        }
    }
}

/// Picks one of several.
fn pick<T: Clone>(rng: &mut fastrand::Rng, of: &[T]) -> T {
    of[rng.usize(..of.len())].clone()
}

/// Returns true once in so many times.
fn once_in(rng: &mut fastrand::Rng, times: u32) -> bool {
    rng.u32(..times) == 0
}
