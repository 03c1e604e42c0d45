//! A connection of the pool that is in use.

use std::ops::{Deref, DerefMut};

use deadpool::managed::Object;
use tokio::sync::OwnedSemaphorePermit;

use super::connection::Connections;

/// A connection, and the permit to use it.
pub(super) struct PooledConnection {
    // In this order: the permit is free when the connection is back.
    connection: Object<Connections>,
    _permit: OwnedSemaphorePermit,
}

impl Deref for PooledConnection {
    type Target = Object<Connections>;

    fn deref(&self) -> &Self::Target {
        &self.connection
    }
}

impl DerefMut for PooledConnection {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.connection
    }
}

impl PooledConnection {
    pub(super) fn new(connection: Object<Connections>, permit: OwnedSemaphorePermit) -> Self {
        Self { connection, _permit: permit }
    }
}
