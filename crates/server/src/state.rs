//! Holds what every handler shares.

use std::sync::{Arc, atomic::AtomicBool};

use crate::{
    auth::{Passwords, RateLimiter, Tokens},
    config::Config,
    events::Events,
    http::{self, InFlight},
    store::{Database, DatabaseError, FeedCache, Pool, Votes, accounts, sessions::Activity},
};

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
    pub(crate) activity: Activity,
    pub(crate) in_flight: InFlight,
    /// True where the server is about to stop.
    pub(crate) draining: Arc<AtomicBool>,
    /// The most connections of clients at once.
    pub(crate) connections: usize,
}

impl App {
    /// Puts a server together. The database must be [migrated](crate::database::migrate).
    #[must_use]
    pub fn new(database: Database, config: Config) -> Self {
        let Database { lookups: db, searches, .. } = database.clone();
        // One more tells of events.
        let connections = http::connections_that_fit(config.connections.most, db.max_size() + searches.max_size() + 1);
        Self {
            passwords: Passwords::new(config.bcrypt_cost, db.clone()),
            events: Events::new(connections / 2),
            votes: Votes::new(db.clone()),
            feed_cache: FeedCache::of(&db),
            activity: Activity::default(),
            in_flight: InFlight::new(config.response_memory),
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

    /// Returns whether any account exists. For whoever embeds the server: no request is answered with it, which would tell
    /// strangers that nobody is there yet.
    pub async fn has_accounts(&self) -> Result<bool, DatabaseError> {
        Ok(accounts::any_exists(&self.db).await?)
    }

    /// Returns the connections on which a list is read that may be searched.
    pub(crate) fn db_for(&self, search: &str) -> &Pool {
        if search.is_empty() { &self.db } else { &self.searches }
    }

    /// Closes connections to the database that are not used, for as long as the task runs.
    pub(crate) async fn close_idle(self) {
        tokio::join!(self.db.close_idle(), self.searches.close_idle());
    }

    /// Writes what was gathered, and closes all connections to the database, after what runs on them.
    pub(crate) async fn close(&self) {
        self.activity.write(&self.db).await;
        tokio::join!(self.db.close(), self.searches.close());
    }
}
