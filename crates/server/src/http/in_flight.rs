//! Bounds the memory of responses that their clients have not taken yet.
//!
//! Each large response counts until its last byte is with the client. Where there are many, the connections that have taken
//! longest lose theirs, so that clients who are slow on purpose keep nothing from the others.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::{error::Error, repeats::Repeats};

/// The length from which on a response counts, in bytes. Shorter ones fit into the buffers of a connection.
const LARGE_BYTES: u64 = 64 * 1024;

/// The time that each client has to take a response, however many there are.
const UNDISTURBED: Duration = Duration::from_secs(3);

/// Breaks a connection off.
#[derive(Clone, Default)]
pub(super) struct BreakOff(Arc<Notify>);

impl BreakOff {
    /// Completes when the connection is to be broken off.
    pub(super) async fn wanted(&self) {
        self.0.notified().await;
    }
}

/// The large responses that clients are taking.
#[derive(Clone)]
pub(crate) struct InFlight {
    most: usize,
    open: Arc<Mutex<Open>>,
}

#[derive(Default)]
struct Open {
    bytes: usize,
    next: u64,
    /// Those that are not broken off, the oldest first.
    transfers: BTreeMap<u64, Transfer>,
    broken_off: Repeats,
    refused: Repeats,
}

struct Transfer {
    bytes: usize,
    since: Instant,
    connection: BreakOff,
}

/// The bytes of a response, which count for as long as anything of them is held.
struct Counted {
    bytes: Bytes,
    number: u64,
    open: Arc<Mutex<Open>>,
}

impl InFlight {
    /// Allows so many bytes at once.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// Counts a response; none where there are too many. Beyond three quarters of the bound, slow clients lose theirs.
    fn count(&self, bytes: Bytes, connection: BreakOff, now: Instant) -> Option<Bytes> {
        let mut open = self.open.lock();
        let length = bytes.len();
        let wanted = (open.bytes + length).saturating_sub(self.most / 4 * 3);
        open.break_off(wanted, now);
        // One that is longer than the bound goes alone.
        if open.bytes > 0 && open.bytes + length > self.most {
            if let Some(count) = open.refused.count(now) {
                tracing::warn!(count, "refused responses: HEARTH_RESPONSE_MEMORY is taken by others");
            }
            return None;
        }
        let number = open.next;
        open.next += 1;
        open.bytes += length;
        open.transfers.insert(number, Transfer { bytes: length, since: now, connection });
        drop(open);
        Some(Bytes::from_owner(Counted { bytes, number, open: Arc::clone(&self.open) }))
    }
}

impl Open {
    /// Breaks off the connections that have taken longest, until so many bytes are freed.
    fn break_off(&mut self, wanted: usize, now: Instant) {
        let (mut freed, mut last) = (0, None);
        for (number, transfer) in &self.transfers {
            if freed >= wanted || now.saturating_duration_since(transfer.since) < UNDISTURBED {
                break;
            }
            freed += transfer.bytes;
            last = Some(*number);
            transfer.connection.0.notify_one();
            if let Some(count) = self.broken_off.count(now) {
                tracing::warn!(count, "broke off slow responses: they take up HEARTH_RESPONSE_MEMORY");
            }
        }
        if let Some(last) = last {
            self.transfers = self.transfers.split_off(&(last + 1));
        }
    }
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.open.lock();
        open.bytes -= self.bytes.len();
        open.transfers.remove(&self.number);
    }
}

/// Counts the response where it is large; answers with 503 where there are too many.
pub(super) async fn count_large(State(in_flight): State<InFlight>, request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<BreakOff>().cloned().unwrap_or_default();
    let (parts, body) = next.run(request).await.into_parts();
    if body.size_hint().exact().is_none_or(|length| length < LARGE_BYTES) {
        return Response::from_parts(parts, body);
    }
    // It is there as a whole: no handler of ours makes a body of known length piece by piece.
    let Ok(body) = body.collect().await else { return Error::internal("a body broke off").into_response() };
    match in_flight.count(body.to_bytes(), connection, Instant::now()) {
        Some(bytes) => Response::from_parts(parts, Body::from(bytes)),
        None => Error::OVERLOADED.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(in_flight: &InFlight, length: usize, now: Instant) -> (Option<Bytes>, BreakOff) {
        let connection = BreakOff::default();
        (in_flight.count(vec![0; length].into(), connection.clone(), now), connection)
    }

    async fn is_broken_off(connection: &BreakOff) -> bool {
        tokio::time::timeout(Duration::from_millis(1), connection.wanted()).await.is_ok()
    }

    #[tokio::test]
    async fn the_slowest_make_room() {
        let (in_flight, begin) = (InFlight::new(100), Instant::now());
        let (oldest, oldest_connection) = count(&in_flight, 40, begin);
        let (older, older_connection) = count(&in_flight, 30, begin);
        // Within three quarters of the bound, or a short time, nobody loses anything.
        let soon = begin + UNDISTURBED / 2;
        let (new, new_connection) = count(&in_flight, 20, soon);
        assert!(oldest.is_some() && older.is_some() && new.is_some());
        assert!(count(&in_flight, 20, soon).0.is_none(), "there is no room");
        assert!(!is_broken_off(&oldest_connection).await);

        // The first one makes room, when its connection is gone.
        assert!(count(&in_flight, 20, begin + UNDISTURBED).0.is_none());
        assert!(is_broken_off(&oldest_connection).await);
        assert!(!is_broken_off(&older_connection).await && !is_broken_off(&new_connection).await);
        drop(oldest);
        assert!(count(&in_flight, 20, begin + UNDISTURBED).0.is_some());
        drop((older, new));
        assert_eq!(in_flight.open.lock().bytes, 0);
        assert!(in_flight.open.lock().transfers.is_empty());
    }

    #[test]
    fn a_response_longer_than_the_bound_goes_alone() {
        let (in_flight, now) = (InFlight::new(100), Instant::now());
        let (whole, _) = count(&in_flight, 1000, now);
        let whole = whole.unwrap();
        let part = whole.slice(..1);
        drop(whole);
        assert!(count(&in_flight, 1, now).0.is_none(), "a part holds all of it");
        drop(part);
        assert!(count(&in_flight, 1, now).0.is_some());
    }
}
