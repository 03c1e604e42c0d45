//! Bounds how slowly a client may take a response, which is held in memory until then.
//!
//! A time-out for each part alone would let a client hold a long response for hours, with a byte now and then. So a client has
//! a credit of time. It falls while the client takes nothing of what is there for it, and rises with what is taken.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// The least rate, in bytes a second, on average over the longest time for which a client may take nothing.
const LEAST_RATE: u32 = 1024;

/// A stream whose writes fail with [`io::ErrorKind::TimedOut`] where the other end takes too little.
pub(super) struct PacedWriter<S> {
    stream: S,
    credit_max: Duration,
    credit: Duration,
    /// The time from which on the other end has taken nothing, and the end of its credit.
    blocked: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<S> PacedWriter<S> {
    /// Lets the other end take nothing for at most this long.
    pub(super) fn new(stream: S, credit_max: Duration) -> Self {
        Self { stream, credit_max, credit: credit_max, blocked: None }
    }

    /// Counts what a write has taken, or the time in which it takes nothing.
    fn pace(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                if let Some((since, _)) = self.blocked.take() {
                    self.credit = self.credit.saturating_sub(since.elapsed());
                }
                let earned = Duration::from_secs(bytes as u64) / LEAST_RATE;
                self.credit = self.credit.saturating_add(earned).min(self.credit_max);
                written
            }
            Poll::Pending => {
                let credit = self.credit;
                let (_, end) = self.blocked.get_or_insert_with(|| {
                    let now = Instant::now();
                    (now, Box::pin(sleep_until(now + credit)))
                });
                end.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
            }
            Poll::Ready(Err(_)) => written,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for PacedWriter<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for PacedWriter<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.pace(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.pace(cx, written)
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

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt, duplex},
        time::sleep,
    };

    use super::*;

    const CREDIT: Duration = Duration::from_secs(1);

    /// Writes so much to a reader that takes so many bytes fifty times a second. Returns how long it took, or took to fail.
    async fn write_to(taken: usize, length: usize) -> Result<Duration, Duration> {
        let (writer, mut reader) = duplex(256);
        let reading = tokio::spawn(async move {
            let mut buffer = vec![0; taken];
            while reader.read_exact(&mut buffer).await.is_ok() {
                sleep(Duration::from_millis(20)).await;
            }
        });
        let begin = Instant::now();
        let written = PacedWriter::new(writer, CREDIT).write_all(&vec![0; length]).await;
        reading.abort();
        match written {
            Ok(()) => Ok(begin.elapsed()),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => Err(begin.elapsed()),
            Err(error) => panic!("{error}"),
        }
    }

    #[tokio::test]
    async fn drops_who_takes_a_byte_now_and_then() {
        for taken in [1, 5] {
            let dropped = write_to(taken, 1 << 20).await.expect_err("it is given up");
            assert!((CREDIT..4 * CREDIT).contains(&dropped), "{taken}: {dropped:?}");
        }
    }

    #[tokio::test]
    async fn waits_for_who_is_slow_and_steady() {
        let took = write_to(64, 8192).await.expect("all of it is taken");
        assert!(took > 2 * CREDIT, "{took:?}");
    }
}
