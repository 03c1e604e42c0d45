//! Reads the figures of PostgreSQL, which are asked for no more often than they are of use.

use std::time::{Duration, Instant};

use tokio::{sync::Mutex, time::timeout};

use super::figure::Figure;
use crate::store::{DatabaseFigures, Pool, measure};

/// How long figures are used again: whoever asks more often costs nothing.
const FRESH: Duration = Duration::from_secs(5);

/// Bounds how long a scrape waits for the database. Without it there are the rest.
const TIMEOUT: Duration = Duration::from_secs(3);

/// The figures of PostgreSQL, and when they were read.
#[derive(Default)]
pub(super) struct DatabaseMetrics(Mutex<Option<(Instant, Option<DatabaseFigures>)>>);

impl DatabaseMetrics {
    /// Returns the figures.
    pub(super) async fn figures(&self, db: &Pool) -> Vec<Figure> {
        let figures = self.read(db).await;
        let up = Figure::gauge("hearth_postgres_up", "Whether PostgreSQL answers", figures.is_some());
        [up].into_iter().chain(figures.into_iter().flat_map(described)).collect()
    }

    /// Reads them anew where they are old; two never at once.
    async fn read(&self, db: &Pool) -> Option<DatabaseFigures> {
        let mut last = self.0.lock().await;
        if let Some((at, figures)) = &*last
            && at.elapsed() < FRESH
        {
            return *figures;
        }
        let figures = match timeout(TIMEOUT, measure(db)).await {
            Ok(Ok(figures)) => Some(figures),
            Ok(Err(error)) => {
                tracing::debug!(%error, "the database cannot be measured");
                None
            }
            Err(_) => None,
        };
        *last = Some((Instant::now(), figures));
        figures
    }
}

fn described(figures: DatabaseFigures) -> Vec<Figure> {
    let transactions = [("committed", figures.commits), ("rolled_back", figures.rollbacks)];
    let blocks = [("memory", figures.blocks_hit), ("disk", figures.blocks_read)];
    let always = [
        Figure::gauge("hearth_postgres_size_bytes", "What the database takes on the disk", figures.size),
        Figure::gauge("hearth_postgres_connections", "Connections to it, of all programs", figures.connections),
        Figure::gauge("hearth_postgres_connections_max", "The most that PostgreSQL takes", figures.connections_max),
        Figure::gauge("hearth_postgres_standby", "Whether it is a standby", figures.standby),
        Figure::gauge("hearth_postgres_standbys", "Standbys that are connected", figures.standbys),
        Figure::counter("hearth_postgres_transactions", "Transactions, by their end", 0).labelled("end", transactions),
        Figure::counter("hearth_postgres_blocks", "Blocks of 8 KiB that were read, by where they were", 0)
            .labelled("from", blocks),
    ];
    let known = [
        figures.wal.map(|wal| Figure::counter("hearth_postgres_wal_bytes", "Bytes written to the log (WAL)", wal)),
        figures.lag_bytes.map(|lag| {
            Figure::gauge("hearth_postgres_replication_lag_bytes", "WAL that the furthest standby is behind", lag)
        }),
        figures.lag_seconds.map(|lag| {
            Figure::gauge("hearth_postgres_replication_lag_seconds", "Time that the furthest standby is behind", lag)
        }),
    ];
    always.into_iter().chain(known.into_iter().flatten()).collect()
}
