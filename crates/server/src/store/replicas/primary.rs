//! Tells how far the primary has come.

use std::{
    collections::VecDeque,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use sqlx::Result;

use super::position::WalPosition;
use crate::store::Pool;

/// Bounds how far a replica may be behind.
const BEHIND_MAX: Duration = Duration::from_secs(5);

/// The end of what is written, in the history of this primary.
const POSITION: &str = "SELECT system_identifier, ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::BIT(32)::INT, \
                        (pg_current_wal_insert_lsn() - '0/0')::BIGINT FROM pg_control_system()";

/// Leaves a trace of this primary's history in its own log.
const RECORD: &str = "INSERT INTO hearth_timelines SELECT system_identifier, \
                      ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::BIT(32)::INT \
                      FROM pg_control_system() ON CONFLICT DO NOTHING";

/// How far the primary has come.
pub(super) struct PrimaryPosition {
    db: Pool,
    /// The number of those who have asked.
    asked: AtomicU64,
    /// The last answer, and for how many of them it is: it was read after they had asked.
    told: tokio::sync::Mutex<(u64, Option<WalPosition>)>,
    /// Where it was lately, and when.
    samples: Mutex<VecDeque<(Instant, WalPosition)>>,
    /// The last position whose history was recorded.
    recorded: Mutex<Option<WalPosition>>,
}

impl PrimaryPosition {
    pub(super) fn new(db: Pool) -> Self {
        Self {
            db,
            asked: AtomicU64::default(),
            told: tokio::sync::Mutex::default(),
            samples: Mutex::default(),
            recorded: Mutex::default(),
        }
    }

    /// Returns a position behind all that was committed, or seen, before. Those who ask while another one is answered share the
    /// next answer.
    pub(super) async fn now(&self) -> Result<WalPosition> {
        let ticket = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut told = self.told.lock().await;
        if let (answered, Some(position)) = *told
            && answered >= ticket
        {
            return Ok(position);
        }
        let asked = self.asked.load(Ordering::SeqCst);
        let position = self.ask().await?;
        *told = (asked, Some(position));
        Ok(position)
    }

    async fn ask(&self) -> Result<WalPosition> {
        let (system, timeline, lsn) = sqlx::query_as(POSITION).fetch_one(&self.db).await?;
        Ok(WalPosition::new(system, timeline, lsn))
    }

    /// Notes where it is, and leaves a trace of its history once.
    pub(super) async fn sample(&self) -> Result<()> {
        let position = self.now().await?;
        if !self.recorded.lock().is_some_and(|recorded| recorded.is_of_the_history_of(position)) {
            sqlx::query(RECORD).execute(&self.db).await?;
            *self.recorded.lock() = Some(position);
        }
        let mut samples = self.samples.lock();
        samples.retain(|(at, earlier)| at.elapsed() < BEHIND_MAX && earlier.is_of_the_history_of(position));
        samples.push_back((Instant::now(), position));
        Ok(())
    }

    /// Returns where a replica is at least that is fresh enough; none where that is not known.
    pub(super) fn fresh_from(&self) -> Option<WalPosition> {
        self.samples.lock().iter().find(|(at, _)| at.elapsed() < BEHIND_MAX).map(|(_, position)| *position)
    }
}
