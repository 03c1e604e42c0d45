//! Connects those who write, the follower of the log, and those who watch.

use std::sync::Arc;

use tokio::sync::{Notify, broadcast, watch};

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
}

impl Events {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Shared {
            written: Notify::new(),
            subscribed: Notify::new(),
            batches: broadcast::Sender::new(BACKLOG),
            closed: watch::Sender::new(false),
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
