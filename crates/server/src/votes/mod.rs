//! Votes, many at a time.
//!
//! A vote holds on to its post's score until it is safe on the disk, so those who vote on one post would wait for a disk
//! each. Here they wait for it together: what comes in while some votes are written is written next, all by one statement.

mod statement;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

use crate::{
    database::{Pool, retry},
    error::{Error, Result},
    extract::Caller,
};

/// As many are written at once.
const BATCH_MAX: usize = 64;

/// What one user wants.
#[derive(Clone, Copy)]
pub(crate) struct Ballot {
    pub(crate) caller: Caller,
    pub(crate) post_id: i32,
    /// Vote, or take the vote back.
    pub(crate) vote: bool,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// There is the vote already, or none to take back.
    Unchanged,
    NoPost,
    NoCaller,
}

/// Takes ballots and counts them.
#[derive(Clone)]
pub(crate) struct Votes {
    db: Pool,
    queue: Arc<Mutex<Queue>>,
}

/// Who waits for an outcome.
type Voter = oneshot::Sender<Result<Outcome>>;

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(Ballot, Voter)>,
    /// Somebody is writing, and will see to what waits.
    writing: bool,
}

impl Votes {
    pub(crate) fn new(db: Pool) -> Self {
        Self { db, queue: Arc::default() }
    }

    /// Counts a ballot. It is counted also where the one who asks no longer waits.
    pub(crate) async fn cast(&self, ballot: Ballot) -> Result<Outcome> {
        let (tell, told) = oneshot::channel();
        let begin = {
            let mut queue = self.queue();
            queue.waiting.push_back((ballot, tell));
            !std::mem::replace(&mut queue.writing, true)
        };
        if begin {
            tokio::spawn(self.clone().write());
        }
        told.await.map_err(Error::internal)?
    }

    /// Writes until nothing waits.
    async fn write(self) {
        while let Some((ballots, voters)) = self.next_batch() {
            for (voter, outcome) in voters.into_iter().zip(self.count(&ballots).await) {
                // Who went away meanwhile need not be told.
                let _ = voter.send(outcome);
            }
        }
    }

    fn next_batch(&self) -> Option<(Vec<Ballot>, Vec<Voter>)> {
        let mut queue = self.queue();
        let number = queue.waiting.len().min(BATCH_MAX);
        queue.writing = number > 0;
        (number > 0).then(|| queue.waiting.drain(..number).unzip())
    }

    /// Each ballot's outcome.
    async fn count(&self, ballots: &[Ballot]) -> Vec<Result<Outcome>> {
        match self.count_together(ballots).await {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            // A post or a voter was deleted meanwhile, and nothing was written: nobody is to fail for another.
            Err(error) if gone(&error).is_some() => self.count_one_by_one(ballots).await,
            // Whether anything was written cannot be told, so it is not tried again.
            Err(error) => vec![Err(error.into()); ballots.len()],
        }
    }

    async fn count_one_by_one(&self, ballots: &[Ballot]) -> Vec<Result<Outcome>> {
        let mut outcomes = Vec::with_capacity(ballots.len());
        for ballot in ballots {
            outcomes.push(self.count_one(*ballot).await.map_err(Error::from));
        }
        outcomes
    }

    async fn count_together(&self, ballots: &[Ballot]) -> sqlx::Result<Vec<Outcome>> {
        let mut outcomes = vec![Outcome::NoCaller; ballots.len()];
        for vote in [true, false] {
            let (places, ballots): (Vec<_>, Vec<_>) =
                ballots.iter().copied().enumerate().filter(|(_, ballot)| ballot.vote == vote).unzip();
            if ballots.is_empty() {
                continue;
            }
            let counted = retry(|| statement::run(&self.db, &ballots, vote)).await?;
            for (place, outcome) in places.into_iter().zip(counted) {
                outcomes[place] = outcome;
            }
        }
        Ok(outcomes)
    }

    async fn count_one(&self, ballot: Ballot) -> sqlx::Result<Outcome> {
        match self.count_together(&[ballot]).await {
            Ok(outcomes) => Ok(outcomes[0]),
            Err(error) => gone(&error).ok_or(error),
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a vote comes to whose voter, or else post, was deleted while it was written.
fn gone(error: &sqlx::Error) -> Option<Outcome> {
    let error = error.as_database_error().filter(|error| error.is_foreign_key_violation())?;
    let voter = error.constraint().is_some_and(|name| name.contains("user"));
    Some(if voter { Outcome::NoCaller } else { Outcome::NoPost })
}
