//! Tells those who watch what happens to posts: on this server, on another one that shares the database, or by any other
//! program that writes to it.
//!
//! The database logs every change itself (`migrations/0006_events.sql`). One task a server [follows](follow) the log while
//! anybody watches, and hands what it reads to every [`Subscription`]. The log is the truth and the rest is about being
//! quick: whoever falls behind, or comes back later, reads there.

mod follow;
mod hub;
mod notify;
mod streams;
mod subscription;

use tokio::task::JoinSet;

pub(crate) use self::{hub::Events, subscription::Subscription};
use crate::store::{Pool, events as log};

impl Events {
    /// Spawns what runs beside the requests, until the set is dropped.
    pub(crate) fn spawn_tasks(&self, db: &Pool) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        tasks.spawn(notify::notify(self.clone(), db.clone()));
        tasks.spawn(follow::follow(self.clone(), db.clone()));
        tasks.spawn(log::purge_old(db.clone()));
        tasks
    }
}
