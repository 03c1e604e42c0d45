//! Connects those who write, the follower of the log, and those who watch.

use std::sync::Arc;

use tokio::sync::{Notify, broadcast, watch};

use super::streams::Streams;
use crate::store::events::Batch;

/// Bounds how many batches a slow subscriber may be behind before it has to read the log.
const BACKLOG: usize = 64;

/// Connects those who write, the follower of the log, and those who watch.
#[derive(Clone)]
pub(crate) struct Events(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) written: Notify,
    pub(super) subscribed: Notify,
    pub(super) batches: broadcast::Sender<Arc<Batch>>,
    pub(super) closed: watch::Sender<bool>,
    pub(super) streams: Streams,
}

impl Events {
    /// Allows so many subscriptions at once.
    pub(crate) fn new(streams: usize) -> Self {
        Self(Arc::new(Shared {
            written: Notify::new(),
            subscribed: Notify::new(),
            batches: broadcast::Sender::new(BACKLOG),
            closed: watch::Sender::new(false),
            streams: Streams::new(streams),
        }))
    }

    /// Makes those who watch, at whichever server, look at what was written.
    pub(crate) fn notify(&self) {
        self.0.written.notify_one();
    }

    /// Ends every subscription.
    pub(crate) fn close(&self) {
        self.0.closed.send_replace(true);
    }
}
