//! A connection of the pool that is in use.

use std::ops::{Deref, DerefMut};

use deadpool::managed::Object;
use tokio::runtime::Handle;

use super::{abandoned, connection::Connections, permits::Permit};

/// A connection, and the permit to use it. Where it is dropped while a statement runs on it, because the request went away,
/// the statement is ended first, and then both are free.
pub(super) struct PooledConnection {
    /// There until it is dropped; the permit is free when the connection is back.
    held: Option<(Object<Connections>, Permit)>,
}

impl Deref for PooledConnection {
    type Target = Object<Connections>;

    fn deref(&self) -> &Self::Target {
        &self.held.as_ref().expect("a connection that is in use").0
    }
}

impl DerefMut for PooledConnection {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.held.as_mut().expect("a connection that is in use").0
    }
}

impl PooledConnection {
    pub(super) fn new(connection: Object<Connections>, permit: Permit) -> Self {
        Self { held: Some((connection, permit)) }
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        let Some((connection, permit)) = self.held.take() else { return };
        if connection.is_running()
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(abandoned::release(connection, permit));
            return;
        }
        drop(connection);
        drop(permit);
    }
}
