//! What every handler shares.

use std::sync::Arc;

use sqlx::PgPool;

use crate::{Config, password::Passwords, token::Tokens};

/// A server ready to be [served](crate::serve): its settings and its database.
#[derive(Clone)]
pub struct App {
    pub(crate) db: PgPool,
    pub(crate) config: Arc<Config>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) passwords: Passwords,
}

impl App {
    /// Puts a server together. The database must be [migrated](crate::database::migrate).
    #[must_use]
    pub fn new(db: PgPool, config: Config) -> Self {
        Self {
            passwords: Passwords::new(config.bcrypt_cost, db.clone()),
            db,
            tokens: Arc::new(Tokens::new(&config)),
            config: Arc::new(config),
        }
    }
}
