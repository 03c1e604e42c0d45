//! Subscribes one user to events.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use chrono::Utc;
use tokio::{
    sync::broadcast::{self, error::RecvError},
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};

use super::{
    hub::{End, Events},
    streams::StreamPermit,
};
use crate::{
    error::Result,
    store::{
        Caller, Pool, accounts,
        events::{self as log, Batch, LogSnapshot, Message, Position},
        sessions::Activity,
    },
};

/// Sends a sign of life this often, and checks whether the session has ended.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The session of an open stream counts as seen this often: each time is written to the disk.
const SEEN: Duration = Duration::from_mins(10);

/// Tells one user what happens, from a position in the log on.
pub(crate) struct Subscription {
    db: Pool,
    caller: Caller,
    batches: broadcast::Receiver<Arc<Batch>>,
    end: End,
    idle: Interval,
    position: LogSnapshot,
    waiting: VecDeque<Message>,
    /// True where the session may have ended.
    in_doubt: bool,
    activity: Activity,
    /// The next time at which the session counts as seen.
    next_seen: Instant,
    /// Counts this one for as long as it lasts.
    _permit: StreamPermit,
}

/// The reason for which a subscription goes on.
enum Wakeup {
    Batch(Result<Arc<Batch>, RecvError>),
    Idle,
    Closed,
}

impl Subscription {
    /// Begins behind the event `last`, where the log still has it, or else now. Errors where too many are open.
    pub(crate) async fn start(
        events: &Events,
        db: Pool,
        activity: Activity,
        caller: Caller,
        last: Option<&str>,
    ) -> Result<Self> {
        let shared = &events.0;
        let permit = shared.streams.open(caller.unchecked_id())?;
        // Before the place to begin at is read, so that nothing is missed between.
        let batches = shared.batches.subscribe();
        let end = shared.end();
        shared.subscribed.notify_one();
        let position = log::end(&db).await?;
        let mut idle = interval_at(Instant::now() + KEEP_ALIVE, KEEP_ALIVE);
        idle.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut subscription = Self {
            db,
            caller,
            batches,
            end,
            idle,
            position,
            waiting: VecDeque::new(),
            in_doubt: false,
            activity,
            next_seen: Instant::now() + SEEN,
            _permit: permit,
        };
        match last {
            None => subscription.waiting.push_back(Message::Idle { id: subscription.id() }),
            Some(last) => subscription.resume(last.parse().ok()).await?,
        }
        Ok(subscription)
    }

    /// Goes on behind a position, or has the client load afresh.
    async fn resume(&mut self, last: Option<Position>) -> Result<()> {
        let db = &self.db;
        match last {
            Some(last) if log::has(db, &last.behind).await? => {
                let mut batch = log::read(db, last.behind.clone()).await?;
                batch.events.iter_mut().for_each(|events| events.retain(|event| !last.has(event.txid, event.id)));
                self.position = last.behind;
                self.take(&batch);
            }
            _ => self.waiting.push_back(Message::Reset { id: self.id() }),
        }
        Ok(())
    }

    /// Returns the position of a client that has been told everything so far.
    fn id(&self) -> Position {
        self.position.clone().into()
    }

    /// Waits for what is to be told next. None at the end: of the session, of the server, or because the database does not
    /// answer; the client comes back with the last id then.
    pub(crate) async fn next(&mut self) -> Option<Message> {
        loop {
            if std::mem::take(&mut self.in_doubt) {
                self.session_lasts().await?;
            }
            if let Some(message) = self.waiting.pop_front() {
                return Some(message);
            }
            let wakeup = tokio::select! {
                batch = self.batches.recv() => Wakeup::Batch(batch),
                _ = self.idle.tick() => Wakeup::Idle,
                () = self.end.wait() => Wakeup::Closed,
            };
            match wakeup {
                Wakeup::Batch(Ok(batch)) if batch.rewound => self.reset(batch.to.clone()),
                Wakeup::Batch(Ok(batch)) if batch.from.is_within(&self.position) => self.take(&batch),
                // Others came before this batch, or it is only the last of several.
                Wakeup::Batch(Ok(_) | Err(RecvError::Lagged(_))) => self.catch_up().await.ok()?,
                Wakeup::Idle => {
                    self.session_lasts().await?;
                    return Some(Message::Idle { id: self.id() });
                }
                Wakeup::Batch(Err(RecvError::Closed)) | Wakeup::Closed => return None,
            }
        }
    }

    /// Checks that the session is still valid; none where it has ended.
    async fn session_lasts(&mut self) -> Option<()> {
        (self.caller.expires() > Utc::now()).then_some(())?;
        accounts::check_session(&self.db, self.caller).await.ok()?;
        if let Some(session) = self.caller.session().filter(|_| self.next_seen <= Instant::now()) {
            self.next_seen = Instant::now() + SEEN;
            // Where it came from was noted when it began.
            self.activity.seen(session, || None);
        }
        Some(())
    }

    /// Reads in the log what was missed.
    async fn catch_up(&mut self) -> Result<()> {
        // A position that it does not have is one of another log.
        if !log::has(&self.db, &self.position).await? {
            self.reset(log::end(&self.db).await?);
            return Ok(());
        }
        let batch = log::read(&self.db, self.position.clone()).await?;
        self.take(&batch);
        Ok(())
    }

    /// Has the client load afresh, and goes on behind a position.
    fn reset(&mut self, position: LogSnapshot) {
        self.position = position;
        self.in_doubt = true;
        self.waiting = VecDeque::from([Message::Reset { id: self.id() }]);
    }

    /// Takes from a batch what has not been told yet.
    fn take(&mut self, batch: &Batch) {
        if batch.to.is_within(&self.position) {
            return;
        }
        let Some(events) = &batch.events else { return self.reset(batch.to.clone()) };
        let from = std::mem::replace(&mut self.position, batch.to.clone());
        self.in_doubt |= batch.sessions_ended.contains(&self.caller.unchecked_id());
        for event in events.iter().filter(|event| !from.has(event.txid)) {
            let id = Position { behind: from.clone(), part: Some((batch.to.clone(), event.id)) };
            self.waiting.extend(event.for_user(self.caller.unchecked_id(), id));
        }
        // Who was told the last of them has been told all.
        if let Some(Message::Post { id, .. }) = self.waiting.back_mut() {
            *id = self.position.clone().into();
        }
    }
}
