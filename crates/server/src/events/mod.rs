//! What happens to posts, told to those who watch: on this server, on another one that shares the database, or by any other
//! program that writes to it.
//!
//! The database logs every change itself (`migrations/0006_events.sql`). One task a server [follows](follow) the log while
//! anybody watches, and hands what it reads to every [`Subscription`]. The log is the truth and the rest is about being
//! quick: whoever falls behind, or comes back later, reads there.

mod announce;
mod event;
mod follow;
mod log;
mod subscription;
mod trim;

use std::sync::Arc;

use tokio::{
    sync::{Notify, broadcast, watch},
    task::JoinSet,
};

use self::log::Batch;
pub(crate) use self::{event::Message, log::repair, subscription::Subscription};
use crate::database::Pool;

/// How many batches a slow subscriber may be behind before it has to read the log.
const BACKLOG: usize = 64;

/// What connects those who write, the follower of the log, and those who watch.
#[derive(Clone)]
pub(crate) struct Events(Arc<Shared>);

struct Shared {
    written: Notify,
    subscribed: Notify,
    batches: broadcast::Sender<Arc<Batch>>,
    closed: watch::Sender<bool>,
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

    /// Something was written: those who watch, at whichever server, are to look.
    pub(crate) fn written(&self) {
        self.0.written.notify_one();
    }

    /// Does what has to be done beside the requests, until the set is dropped.
    pub(crate) fn run(&self, db: &Pool) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        tasks.spawn(announce::announce(self.clone(), db.clone()));
        tasks.spawn(follow::follow(self.clone(), db.clone()));
        tasks.spawn(trim::forget_old(db.clone()));
        tasks
    }

    /// Ends every subscription.
    pub(crate) fn close(&self) {
        self.0.closed.send_replace(true);
    }
}
