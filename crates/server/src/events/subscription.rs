//! One user who watches.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use chrono::Utc;
use tokio::{
    sync::{
        broadcast::{self, error::RecvError},
        watch,
    },
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};

use super::{
    Batch, Message,
    event::{Event, Position},
    log,
};
use crate::{App, error::Result, extract::Caller};

/// A sign of life this often; then it is also seen whether the session has ended.
const IDLE: Duration = Duration::from_secs(15);

/// Who missed more than so many events loads afresh.
const MISSED_MAX: usize = 10_000;

/// What one user is told, from a place in the log on.
pub(crate) struct Subscription {
    app: App,
    caller: Caller,
    batches: broadcast::Receiver<Arc<Batch>>,
    closed: watch::Receiver<bool>,
    idle: Interval,
    position: Position,
    waiting: VecDeque<Message>,
}

/// Why a subscription goes on.
enum Woken {
    Batch(Result<Arc<Batch>, RecvError>),
    Idle,
    Closed,
}

impl Subscription {
    /// Begins behind the event `last`, where the log still has it, or else now.
    pub(crate) async fn start(app: App, caller: Caller, last: Option<&str>) -> Result<Self> {
        let shared = &app.events.0;
        // Before the place to begin at is read, so that nothing is missed between.
        let batches = shared.batches.subscribe();
        let closed = shared.closed.subscribe();
        shared.subscribed.notify_one();
        let position = log::end(&app.db).await?;
        let mut idle = interval_at(Instant::now() + IDLE, IDLE);
        idle.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut subscription = Self { app, caller, batches, closed, idle, position, waiting: VecDeque::new() };
        match last {
            None => subscription.waiting.push_back(Message::Idle { id: position }),
            Some(last) => subscription.resume(last.parse().ok()).await?,
        }
        Ok(subscription)
    }

    async fn resume(&mut self, last: Option<Position>) -> Result<()> {
        match last {
            Some(last) if log::has(&self.app.db, last).await? => {
                self.position = last;
                self.catch_up().await
            }
            _ => {
                self.waiting.push_back(Message::Reset { id: self.position });
                Ok(())
            }
        }
    }

    /// Waits for what is to be told next. None at the end: of the session, of the server, or because the database does not
    /// answer; the client comes back with the last id then.
    pub(crate) async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some(message) = self.waiting.pop_front() {
                return Some(message);
            }
            let woken = tokio::select! {
                batch = self.batches.recv() => Woken::Batch(batch),
                _ = self.idle.tick() => Woken::Idle,
                _ = self.closed.wait_for(|closed| *closed) => Woken::Closed,
            };
            match woken {
                Woken::Batch(Ok(batch)) if batch.from <= self.position => self.take(&batch.events, batch.to),
                // Others came before this batch, or it is only the last of several.
                Woken::Batch(Ok(_) | Err(RecvError::Lagged(_))) => self.catch_up().await.ok()?,
                Woken::Idle => {
                    self.session_lasts().await?;
                    return Some(Message::Idle { id: self.position });
                }
                Woken::Batch(Err(RecvError::Closed)) | Woken::Closed => return None,
            }
        }
    }

    async fn session_lasts(&self) -> Option<()> {
        (self.caller.ends > Utc::now()).then_some(())?;
        self.caller.must_exist(&self.app).await.ok()
    }

    /// Reads in the log what was missed.
    async fn catch_up(&mut self) -> Result<()> {
        loop {
            let batch = log::read(&self.app.db, self.position).await?;
            if batch.to == self.position {
                return Ok(());
            }
            self.take(&batch.events, batch.to);
            if self.waiting.len() > MISSED_MAX {
                self.waiting.clear();
                self.position = log::end(&self.app.db).await?;
                self.waiting.push_back(Message::Reset { id: self.position });
                return Ok(());
            }
        }
    }

    fn take(&mut self, events: &[Event], to: Position) {
        let new = events.iter().filter(|event| event.position > self.position);
        self.waiting.extend(new.filter_map(|event| event.for_user(self.caller.id)));
        self.position = self.position.max(to);
    }
}
