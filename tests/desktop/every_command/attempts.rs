//! Counts who tries to connect to a server that is away.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use hearth_tests::{CONDITION_TIMEOUT, eventually};
use tokio::{net::TcpListener, task::JoinHandle};

/// What no pause is before the fifth in a row; the next one is at least twice as long.
const LONG_PAUSE: Duration = Duration::from_secs(6);

/// Stands in the place of a server, and closes every connection.
pub(super) struct Attempts {
    count: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Attempts {
    /// Listens where the server did.
    pub(super) async fn at(listen: &str) -> Self {
        let listener = TcpListener::bind(listen).await.unwrap();
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let task = tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        Self { count, task }
    }

    /// Waits for an attempt that comes after a long pause: the next pause is twice as long.
    pub(super) async fn pause(&self) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let began = Instant::now();
            self.next().await;
            if began.elapsed() > LONG_PAUSE {
                return;
            }
            assert!(Instant::now() < deadline, "the app tries to connect without a pause");
        }
    }

    /// Waits for an attempt that `act` brings about, and no pause that ends.
    pub(super) async fn is_due_to(&self, act: impl Future<Output = ()>) {
        self.pause().await;
        let began = Instant::now();
        let attempt = self.next();
        tokio::join!(act, attempt);
        assert!(began.elapsed() < LONG_PAUSE * 3 / 2, "it tries again when its pause ends");
    }

    async fn next(&self) {
        let before = self.count.load(Ordering::Relaxed);
        eventually("somebody tries to connect", || self.count.load(Ordering::Relaxed) > before).await;
    }
}

impl Drop for Attempts {
    fn drop(&mut self) {
        self.task.abort();
    }
}
