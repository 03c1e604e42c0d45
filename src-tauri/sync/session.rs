//! The session of an account at a server.

use hearth_client::Client;

use super::{Cache, Outbox};
use crate::model::{Account, AccountKey, ServerLocation};

/// An account that is signed in, with a client that authenticates as it, and what is kept for it. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) account: Account,
    pub(crate) client: Client,
    pub(crate) server: ServerLocation,
    pub(crate) cache: Cache,
    pub(crate) outbox: Outbox,
}

impl Session {
    pub(crate) fn key(&self) -> AccountKey {
        AccountKey { server: self.server.clone(), account: self.account.id }
    }
}
