//! What every handler shares.

use std::sync::Arc;

use crate::{
    Config,
    database::{Database, Pool},
    events::Events,
    limits::Limits,
    password::Passwords,
    sheets::Sheets,
    token::Tokens,
    votes::Votes,
};

/// A server ready to be [served](crate::serve): its settings and its database.
#[derive(Clone)]
pub struct App {
    pub(crate) db: Pool,
    searches: Pool,
    pub(crate) config: Arc<Config>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) passwords: Passwords,
    pub(crate) limits: Option<Arc<Limits>>,
    pub(crate) events: Events,
    pub(crate) votes: Votes,
    pub(crate) sheets: Sheets,
}

impl App {
    /// Puts a server together. The database must be [migrated](crate::database::migrate).
    #[must_use]
    pub fn new(database: Database, config: Config) -> Self {
        let Database { lookups: db, searches } = database;
        Self {
            passwords: Passwords::new(config.bcrypt_cost, db.clone()),
            events: Events::new(),
            votes: Votes::new(db.clone()),
            sheets: Sheets::new(),
            db,
            searches,
            limits: config.rate_limits.map(|rates| Arc::new(Limits::new(rates))),
            tokens: Arc::new(Tokens::new(&config)),
            config: Arc::new(config),
        }
    }

    /// Where a list is read that may be searched.
    pub(crate) fn db_for(&self, search: &str) -> &Pool {
        if search.is_empty() { &self.db } else { &self.searches }
    }

    /// Keeps no more connections to the database open than are used, for as long as the task runs.
    pub(crate) async fn tidy(self) {
        tokio::join!(self.db.tidy(), self.searches.tidy());
    }

    /// Closes all connections to the database, after what runs on them.
    pub(crate) async fn close(&self) {
        tokio::join!(self.db.close(), self.searches.close());
    }
}
