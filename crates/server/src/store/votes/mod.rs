//! Writes votes with group commit.
//!
//! A vote holds on to its post's score until it is safe on the disk, so those who vote on one post would wait for a disk
//! each. Here they wait for it together: what comes in while some votes are written is written next, all by one statement.

mod request;
mod statement;

use std::{collections::VecDeque, sync::Arc};

use parking_lot::Mutex;

use tokio::sync::oneshot;

pub(crate) use self::request::{Outcome, VoteRequest};
use super::Pool;
use crate::{
    error::{Error, Result},
    sqlstate::is_foreign_key_violation,
};

/// Bounds how many votes are written at once.
const BATCH_MAX: usize = 64;

/// Bounds how often a vote is tried again whose post or voter was deleted meanwhile.
const RETRIES: usize = 2;

/// Queues vote requests, and writes them in batches.
#[derive(Clone)]
pub(crate) struct Votes {
    db: Pool,
    queue: Arc<Mutex<Queue>>,
}

/// Sends the outcome to whoever waits for it.
type ReplySender = oneshot::Sender<Result<Outcome>>;

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(VoteRequest, ReplySender)>,
    /// True while a task is writing, which will write the waiting requests too.
    writing: bool,
}

impl Votes {
    pub(crate) fn new(db: Pool) -> Self {
        Self { db, queue: Arc::default() }
    }

    /// Writes a vote; also where the one who asks no longer waits.
    pub(crate) async fn cast(&self, request: VoteRequest) -> Result<Outcome> {
        let (sender, receiver) = oneshot::channel();
        let begin = {
            let mut queue = self.queue.lock();
            queue.waiting.push_back((request, sender));
            !std::mem::replace(&mut queue.writing, true)
        };
        if begin {
            tokio::spawn(self.clone().write_all());
        }
        receiver.await.map_err(Error::internal)?
    }

    /// Writes batches until no request waits.
    async fn write_all(self) {
        while let Some((requests, senders)) = self.take_batch() {
            for (sender, outcome) in senders.into_iter().zip(self.write_batch(&requests).await) {
                // Who went away meanwhile need not be told.
                let _ = sender.send(outcome);
            }
        }
    }

    fn take_batch(&self) -> Option<(Vec<VoteRequest>, Vec<ReplySender>)> {
        let mut queue = self.queue.lock();
        let number = queue.waiting.len().min(BATCH_MAX);
        queue.writing = number > 0;
        (number > 0).then(|| queue.waiting.drain(..number).unzip())
    }

    /// Writes a batch; returns each request's outcome.
    async fn write_batch(&self, requests: &[VoteRequest]) -> Vec<Result<Outcome>> {
        match self.write_together(requests).await {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            // A post or a voter was deleted meanwhile, and nothing was written: nobody is to fail for another.
            Err(error) if is_foreign_key_violation(&error) => self.write_one_by_one(requests).await,
            // Whether anything was written cannot be told, so it is not tried again.
            Err(error) => vec![Err(error.into()); requests.len()],
        }
    }

    async fn write_one_by_one(&self, requests: &[VoteRequest]) -> Vec<Result<Outcome>> {
        let mut outcomes = Vec::with_capacity(requests.len());
        for request in requests {
            outcomes.push(self.write_one(*request).await.map_err(Error::from));
        }
        outcomes
    }

    /// Writes votes, and takes votes back, by one statement each.
    async fn write_together(&self, requests: &[VoteRequest]) -> sqlx::Result<Vec<Outcome>> {
        let mut outcomes = vec![Outcome::InvalidSession; requests.len()];
        for vote in [true, false] {
            let (places, requests): (Vec<_>, Vec<_>) =
                requests.iter().copied().enumerate().filter(|(_, request)| request.vote == vote).unzip();
            if requests.is_empty() {
                continue;
            }
            let written = statement::run(&self.db, &requests, vote).await?;
            for (place, outcome) in places.into_iter().zip(written) {
                outcomes[place] = outcome;
            }
        }
        Ok(outcomes)
    }

    /// Writes one vote. Where its post or its voter is deleted meanwhile, the next attempt finds that out.
    async fn write_one(&self, request: VoteRequest) -> sqlx::Result<Outcome> {
        for _ in 0..RETRIES {
            match self.write_together(&[request]).await {
                Err(error) if is_foreign_key_violation(&error) => {}
                outcome => return outcome.map(|outcomes| outcomes[0]),
            }
        }
        Ok(self.write_together(&[request]).await?[0])
    }
}
