//! Holds what every handler shares.

use std::{
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use tokio::time::timeout;

use crate::{
    auth::{Passwords, RateLimiter, Tokens},
    config::Config,
    error::Result,
    events::Events,
    http::{self, ConnectionCounts, InFlight, RequestTimes},
    mail::Mailer,
    seen::Seen,
    store::{
        Choice, Database, DatabaseError, FeedCache, Pool, REPLICA_CONNECTIONS_MAX, Replicas, Votes, accounts,
        sessions::Activity,
    },
};

/// Bounds how long a replica may take before the primary is asked.
const REPLICA_PATIENCE: Duration = Duration::from_secs(2);

/// A server ready to be [served](crate::serve()): its settings and its database.
#[derive(Clone)]
pub struct App {
    pub(crate) db: Pool,
    pub(crate) searches: Pool,
    pub(crate) database: Database,
    pub(crate) config: Arc<Config>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) passwords: Passwords,
    pub(crate) limits: Option<Arc<RateLimiter>>,
    pub(crate) events: Events,
    pub(crate) votes: Votes,
    pub(crate) feed_cache: FeedCache,
    pub(crate) replicas: Replicas,
    pub(crate) activity: Activity,
    pub(crate) in_flight: InFlight,
    /// Measures requests, where somebody looks.
    pub(crate) request_times: Option<RequestTimes>,
    pub(crate) connection_counts: Arc<ConnectionCounts>,
    /// None where emails are not sent.
    pub(crate) mailer: Option<Mailer>,
    /// True where the server is about to stop.
    pub(crate) draining: Arc<AtomicBool>,
    /// The most connections of clients at once.
    pub(crate) connections: usize,
}

impl App {
    /// Puts a server together. The database must be [migrated](crate::database::migrate).
    #[must_use]
    pub fn new(database: Database, config: Config) -> Self {
        let Database { lookups: db, searches, replicas, .. } = database.clone();
        // One more tells of events.
        let to_primary = db.max_size() + searches.max_size() + 1;
        let to_database = to_primary + replicas.len() * REPLICA_CONNECTIONS_MAX;
        let connections = http::connections_that_fit(config.connections.most, to_database);
        Self {
            passwords: Passwords::new(config.bcrypt_cost, db.clone()),
            events: Events::new(connections / 2),
            votes: Votes::new(db.clone()),
            feed_cache: FeedCache::of(&db),
            replicas: Replicas::new(replicas, db.clone()),
            activity: Activity::default(),
            in_flight: InFlight::new(config.response_memory),
            request_times: None,
            connection_counts: Arc::default(),
            mailer: config.mail.as_ref().and_then(Mailer::new),
            draining: Arc::default(),
            connections,
            db,
            searches,
            database,
            limits: config.rate_limits.map(|rates| Arc::new(RateLimiter::new(rates))),
            tokens: Arc::new(Tokens::new(&config.secrets, config.token_lifetime)),
            config: Arc::new(config),
        }
    }

    /// Returns the same server, which measures its requests for [`serve_metrics`](crate::serve_metrics()).
    #[must_use]
    pub fn measured(self) -> Self {
        Self { request_times: Some(RequestTimes::new()), ..self }
    }

    /// Returns whether any account exists. For whoever embeds the server: no request is answered with it, which would tell
    /// strangers that nobody is there yet.
    pub async fn has_accounts(&self) -> std::result::Result<bool, DatabaseError> {
        Ok(accounts::any_exists(&self.db).await?)
    }

    /// Returns the connections on which a list is read that may be searched.
    pub(crate) fn db_for(&self, search: &str) -> &Pool {
        if search.is_empty() { &self.db } else { &self.searches }
    }

    /// Reads for a client: on a replica that has all that the client has seen, else on the primary. A replica that fails, that does
    /// not find something, or that takes long, is as good as none.
    pub(crate) async fn read<T, F>(&self, seen: &Seen, read: impl Fn(Self) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        if let Some(choice) = self.replicas.choose(seen.wanted()).await
            && let Some(on_replica) = self.on_replica(choice)
        {
            let found = timeout(REPLICA_PATIENCE, read(on_replica)).await;
            if found.is_err() {
                self.replicas.replica(choice).doubt();
            }
            if let Ok(Ok(found)) = found
                && self.replicas.still_is(choice)
            {
                seen.read_from(choice);
                self.replicas.count(true);
                return Ok(found);
            }
        }
        if !seen.is_untold() {
            self.replicas.count(false);
        }
        read(self.clone()).await
    }

    /// Returns the same server with its lists on a replica.
    fn on_replica(&self, choice: Choice) -> Option<Self> {
        let pools = self.replicas.replica(choice).pools()?;
        let (db, searches) = (pools.lookups.clone(), pools.searches.clone());
        // What tells whether a kept page is true is the primary's.
        Some(Self { db, searches, feed_cache: FeedCache::none(), ..self.clone() })
    }

    /// Closes connections to the database that are not used, for as long as the task runs.
    pub(crate) async fn close_idle(self) {
        tokio::join!(self.db.close_idle(), self.searches.close_idle());
    }

    /// Writes what was gathered, and closes all connections to the database, after what runs on them.
    pub(crate) async fn close(&self) {
        self.activity.write(&self.db).await;
        tokio::join!(self.db.close(), self.searches.close(), self.replicas.close());
    }
}
