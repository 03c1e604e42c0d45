//! Bounds the memory of responses that their clients have not taken yet.
//!
//! Each large response counts until its last byte is with the client. Where there are many, the connections that have taken
//! longest lose theirs, so that clients who are slow on purpose keep nothing from the others; and where there is no room, the
//! requester who holds most makes room for those who hold less.

use std::{
    collections::{BTreeMap, HashMap},
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

use crate::{
    domain::Requester,
    error::{Error, Result},
    repeats::Repeats,
};

/// The length from which on a response counts, in bytes. Shorter ones fit into the buffers of a connection.
const LARGE_BYTES: u64 = 64 * 1024;

/// The bytes of large responses that a requester may hold and still ask for another list: less than the largest page.
const HELD_MAX_BYTES: usize = 4 * 1024 * 1024;

/// The seconds after which a requester who holds more asks again.
const RETRY_SECONDS: u64 = 2;

/// The time that each client has to take a response, however many there are, unless the client has others too.
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
    requester: Option<Requester>,
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

    /// Refuses a list to a requester who has not taken large responses yet, before anything is read for it.
    pub(crate) fn check(&self) -> Result<()> {
        let Some(requester) = Requester::current() else { return Ok(()) };
        let held = self.open.lock().held_by(Some(requester));
        if held < HELD_MAX_BYTES { Ok(()) } else { Err(Error::TooMany { seconds: RETRY_SECONDS }) }
    }

    /// Counts a response; none where there are too many. Beyond three quarters of the bound, slow clients lose theirs, and
    /// those who hold most.
    fn count(&self, bytes: Bytes, requester: Option<Requester>, connection: BreakOff, now: Instant) -> Option<Bytes> {
        let mut open = self.open.lock();
        let length = bytes.len();
        let wanted = (open.bytes + length).saturating_sub(self.most / 4 * 3);
        let freed = open.break_off_slow(wanted, now);
        let fair = open.held_by(requester) + length;
        open.break_off_greedy(wanted.saturating_sub(freed), fair, now);
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
        open.transfers.insert(number, Transfer { bytes: length, requester, since: now, connection });
        drop(open);
        Some(Bytes::from_owner(Counted { bytes, number, open: Arc::clone(&self.open) }))
    }
}

/// What large responses take, and what became of them.
pub(crate) struct InFlightFigures {
    /// The bytes that clients have not taken yet.
    pub(crate) bytes: usize,
    /// The responses that were refused so far.
    pub(crate) refused: u64,
    /// The connections that were broken off so far.
    pub(crate) broken_off: u64,
}

impl InFlight {
    /// Returns what is held now, and what was refused so far.
    pub(crate) fn figures(&self) -> InFlightFigures {
        let open = self.open.lock();
        InFlightFigures { bytes: open.bytes, refused: open.refused.all(), broken_off: open.broken_off.all() }
    }
}

impl Open {
    /// Breaks off the connections that have taken longest, until so many bytes are freed; returns how many are.
    fn break_off_slow(&mut self, wanted: usize, now: Instant) -> usize {
        let mut freed = 0;
        while freed < wanted
            && let Some(oldest) = self.transfers.first_entry()
            && now.saturating_duration_since(oldest.get().since) >= UNDISTURBED
        {
            freed += oldest.remove().break_off();
            self.log_broken_off(now);
        }
        freed
    }

    /// Breaks off responses of whoever holds most, the oldest first, until so many bytes are freed; but only of those who hold
    /// more than twice as many bytes as `fair`.
    fn break_off_greedy(&mut self, wanted: usize, fair: usize, now: Instant) {
        let mut freed = 0;
        while freed < wanted
            && let Some((requester, held)) = self.greediest()
            && held > 2 * fair
            && let Some(number) = self.oldest_of(requester)
            && let Some(transfer) = self.transfers.remove(&number)
        {
            freed += transfer.break_off();
            self.log_broken_off(now);
        }
    }

    fn held_by(&self, requester: Option<Requester>) -> usize {
        self.transfers.values().filter(|transfer| transfer.requester == requester).map(|transfer| transfer.bytes).sum()
    }

    /// Finds the one who holds most bytes.
    fn greediest(&self) -> Option<(Option<Requester>, usize)> {
        let mut held: HashMap<Option<Requester>, usize> = HashMap::new();
        for transfer in self.transfers.values() {
            *held.entry(transfer.requester).or_default() += transfer.bytes;
        }
        held.into_iter().max_by_key(|(_, bytes)| *bytes)
    }

    fn oldest_of(&self, requester: Option<Requester>) -> Option<u64> {
        self.transfers.iter().find(|(_, transfer)| transfer.requester == requester).map(|(number, _)| *number)
    }

    fn log_broken_off(&mut self, now: Instant) {
        if let Some(count) = self.broken_off.count(now) {
            tracing::warn!(count, "broke off responses: they take up HEARTH_RESPONSE_MEMORY");
        }
    }
}

impl Transfer {
    /// Has the connection broken off, and returns how many bytes that frees.
    fn break_off(self) -> usize {
        self.connection.0.notify_one();
        self.bytes
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
    match in_flight.count(body.to_bytes(), Requester::current(), connection, Instant::now()) {
        Some(bytes) => Response::from_parts(parts, Body::from(bytes)),
        None => Error::OVERLOADED.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts a response of a requester of its own.
    fn count(in_flight: &InFlight, length: usize, now: Instant) -> (Option<Bytes>, BreakOff) {
        let number = i32::try_from(in_flight.open.lock().next).unwrap();
        count_for(in_flight, -number, length, now)
    }

    fn count_for(in_flight: &InFlight, account: i32, length: usize, now: Instant) -> (Option<Bytes>, BreakOff) {
        let connection = BreakOff::default();
        let requester = Some(Requester::Account(account));
        (in_flight.count(vec![0; length].into(), requester, connection.clone(), now), connection)
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

    #[tokio::test]
    async fn whoever_holds_most_makes_room() {
        let (in_flight, now) = (InFlight::new(100), Instant::now());
        let mut greedy: Vec<_> = (0..6).map(|_| count_for(&in_flight, 1, 15, now)).collect();
        assert!(greedy.iter().all(|(bytes, _)| bytes.is_some()));
        let (refused, _) = count_for(&in_flight, 1, 15, now);
        assert!(refused.is_none(), "nobody else makes room for the one who holds most");
        assert!(!is_broken_off(&greedy[0].1).await);

        // The connection is told; the room is there when it is gone.
        let (first, _) = count_for(&in_flight, 2, 15, now);
        assert!(first.is_none());
        assert!(is_broken_off(&greedy[0].1).await && is_broken_off(&greedy[1].1).await);
        assert!(!is_broken_off(&greedy[3].1).await);
        greedy.drain(..2);
        assert!(count_for(&in_flight, 2, 15, now).0.is_some());
    }

    #[tokio::test]
    async fn a_requester_who_holds_much_gets_no_other_list() {
        let in_flight = InFlight::new(100 * 1024 * 1024);
        let ask = async |account| {
            Requester::scope(async {
                Requester::Account(account).set();
                in_flight.check()
            })
            .await
        };
        let (held, _) = count_for(&in_flight, 1, HELD_MAX_BYTES, Instant::now());
        assert!(matches!(ask(1).await, Err(Error::TooMany { seconds: RETRY_SECONDS })));
        assert!(ask(2).await.is_ok());
        drop(held);
        assert!(ask(1).await.is_ok());
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
