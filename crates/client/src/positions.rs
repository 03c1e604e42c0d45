//! Remembers the positions in a server's database that its answers told, so that a later answer comes from no replica that lacks what
//! was seen, or written, before.
//!
//! A position is opaque. An answer replaces those that its request was sent with; those that others told meanwhile stay beside it,
//! and the server finds the last of them.

use http::{HeaderMap, HeaderValue, Method};
use parking_lot::Mutex;

/// Names the header, in both directions.
pub(crate) const POSITION: &str = "hearth-position";

/// Asks for a position, and for nothing older than now.
const PRIMARY: &str = "primary";

/// The most positions that are sent at once, and the longest that is taken.
const POSITIONS_MAX: usize = 8;
const BYTES_MAX: usize = 128;

/// The positions to send with the next request.
#[derive(Default)]
pub(crate) struct Positions(Mutex<Vec<HeaderValue>>);

/// The positions that a request was sent with.
pub(crate) struct Sent(Vec<HeaderValue>);

impl Positions {
    /// Returns what a request is sent with. While a change is on its way, nothing is known of where it is.
    pub(crate) fn send(&self, method: &Method) -> (HeaderValue, Sent) {
        let mut positions = self.0.lock();
        let sent = if method.is_safe() { positions.clone() } else { std::mem::take(&mut *positions) };
        drop(positions);
        let texts: Vec<&[u8]> = sent.iter().map(HeaderValue::as_bytes).collect();
        let header = HeaderValue::from_bytes(&texts.join(&b", "[..])).ok().filter(|header| !header.is_empty());
        (header.unwrap_or(HeaderValue::from_static(PRIMARY)), Sent(sent))
    }

    /// Takes the position of an answer; without one, nothing is known any more.
    pub(crate) fn take(&self, Sent(sent): &Sent, answer: &HeaderMap) {
        let told = answer.get(POSITION).filter(|told| !told.is_empty() && told.len() <= BYTES_MAX);
        let mut positions = self.0.lock();
        positions.retain(|position| told.is_some() && !sent.contains(position));
        if let Some(told) = told {
            if positions.len() >= POSITIONS_MAX {
                positions.clear();
            } else {
                positions.push(told.clone());
            }
        }
    }

    /// Forgets all: the next answer comes from where changes are made.
    pub(crate) fn forget(&self) {
        self.0.lock().clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(position: &'static str) -> HeaderMap {
        [(http::HeaderName::from_static(POSITION), HeaderValue::from_static(position))].into_iter().collect()
    }

    #[test]
    fn sends_what_was_told_and_not_replaced() {
        let positions = Positions::default();
        let (header, first) = positions.send(&Method::GET);
        assert_eq!(header, "primary");
        positions.take(&first, &answer("1"));
        // Two requests at once, which were sent with the same.
        let ((header, one), (_, other)) = (positions.send(&Method::GET), positions.send(&Method::GET));
        assert_eq!(header, "1");
        positions.take(&one, &answer("3"));
        positions.take(&other, &answer("2"));
        let (header, both) = positions.send(&Method::GET);
        assert_eq!(header, "3, 2");
        positions.take(&both, &answer("4"));
        assert_eq!(positions.send(&Method::GET).0, "4");
    }

    #[test]
    fn knows_nothing_after_a_change_without_an_answer() {
        let positions = Positions::default();
        positions.take(&positions.send(&Method::GET).1, &answer("1"));
        let (header, change) = positions.send(&Method::POST);
        assert_eq!(header, "1");
        assert_eq!(positions.send(&Method::GET).0, "primary", "while it is on its way");
        positions.take(&change, &answer("2"));
        assert_eq!(positions.send(&Method::GET).0, "2");
        positions.take(&positions.send(&Method::GET).1, &HeaderMap::new());
        assert_eq!(positions.send(&Method::GET).0, "primary", "the server told none");
        positions.take(&positions.send(&Method::GET).1, &answer("3"));
        positions.forget();
        assert_eq!(positions.send(&Method::GET).0, "primary");
    }

    #[test]
    fn bounds_what_a_server_tells() {
        let positions = Positions::default();
        let sent: Vec<_> = (0..50).map(|_| positions.send(&Method::GET).1).collect();
        for sent in &sent {
            positions.take(sent, &answer("1"));
            assert!(positions.0.lock().len() <= POSITIONS_MAX);
        }
        let long: &'static str = "x".repeat(BYTES_MAX + 1).leak();
        positions.take(&sent[0], &answer(long));
        assert_eq!(positions.send(&Method::GET).0, "primary");
    }
}
