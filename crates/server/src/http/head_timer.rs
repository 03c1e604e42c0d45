//! Times how long a connection waits for the next request, apart from how long a request's head may take to arrive.
//!
//! hyper has one time-out for both. A proxy keeps connections open between requests, and has to be the one that closes them;
//! a client that sends a head byte by byte is to be let go much earlier.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use hyper::rt::{Sleep, Timer};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time,
};

/// The flag that is set when anything arrives after the timer was last set.
#[derive(Clone, Default)]
pub(crate) struct Arrival(Arc<AtomicBool>);

/// A stream that notes what arrives.
pub(crate) struct WatchedStream<S> {
    stream: S,
    arrival: Arrival,
}

/// The timer of one connection, for hyper's `header_read_timeout`, whose own duration does not count.
pub(crate) struct HeadTimer {
    arrival: Arrival,
    head: Duration,
    idle: Duration,
    /// True until the first head is expected, which the client has to begin at once.
    first: AtomicBool,
}

/// A future that completes when the next head is too late.
struct HeadSleep {
    sleep: Pin<Box<time::Sleep>>,
    arrival: Arrival,
    head: Duration,
    begun: bool,
}

impl<S> WatchedStream<S> {
    pub(crate) fn new(stream: S) -> (Self, Arrival) {
        let arrival = Arrival::default();
        (Self { stream, arrival: arrival.clone() }, arrival)
    }
}

impl HeadTimer {
    /// Expects a head `head` after its first byte, and that byte `idle` after the answer before.
    pub(crate) fn new(arrival: Arrival, head: Duration, idle: Duration) -> Self {
        Self { arrival, head, idle, first: AtomicBool::new(true) }
    }
}

impl Timer for HeadTimer {
    fn sleep(&self, _: Duration) -> Pin<Box<dyn Sleep>> {
        self.arrival.0.store(false, Ordering::Relaxed);
        let begun = self.first.swap(false, Ordering::Relaxed);
        let sleep = Box::pin(time::sleep(if begun { self.head } else { self.idle }));
        Box::pin(HeadSleep { sleep, arrival: self.arrival.clone(), head: self.head, begun })
    }

    fn sleep_until(&self, _: Instant) -> Pin<Box<dyn Sleep>> {
        self.sleep(self.idle)
    }
}

impl Sleep for HeadSleep {}

impl Future for HeadSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if !self.begun && self.arrival.0.load(Ordering::Relaxed) {
            self.begun = true;
            let end = time::Instant::now() + self.head;
            self.sleep.as_mut().reset(end);
        }
        self.sleep.as_mut().poll(cx)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for WatchedStream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        if buf.filled().len() > before {
            self.arrival.0.store(true, Ordering::Relaxed);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WatchedStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
